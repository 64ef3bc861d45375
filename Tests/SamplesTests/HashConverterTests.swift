import Memory
import Testing

@testable import Samples

@Suite struct HashConverterTests {
    /// Results of HAProxy 2.6 and 2.8.
    @Test(arguments: [
        ("str(),crc32", "0"), ("str(a),crc32", "3904355907"), ("str(123456789),crc32", "3421780262"),
        ("str(123456789),crc32(0)", "3421780262"), ("str(123456789),crc32(1)", "1130417534"),
        ("str(123456789),crc32(2)", "1130417534"), ("str(123456789),crc32c", "3808858755"),
        ("str(123456789),crc32c(1)", "1236241323"), ("str(),crc32c", "0"), ("str(123456789),djb2", "902675330"),
        ("str(123456789),djb2(1)", "2717138294"), ("str(123456789),sdbm", "1755344949"),
        ("str(123456789),sdbm(1)", "3400502718"), ("str(123456789),wt6", "2225171485"),
        ("str(123456789),wt6(1)", "4053691039"), ("str(),djb2", "5381"), ("str(),sdbm", "0"),
        ("str(),wt6", "4187620192"),
        ("str(),crc32(1)", "2874071335"), ("str(),djb2(1)", "3719394183"), ("str(),xxh32", "46947589"),
        ("str(),xxh64", "-1205034819632174695"), ("str(),xxh3", "3244421341483603138"),
        ("str(a),xxh32", "1426945110"), ("str(a),xxh64", "-3292477735350538661"),
        ("str(a),xxh3", "-1817709641818812897"),
        ("str(123456789),xxh32(7)", "2836932084"), ("str(123456789),xxh64(7)", "4910684964170326389"),
        ("str(123456789),xxh3(7)", "-3151000607107459123"), ("str(123456789),xxh32(-1)", "1342972433"),
        ("str(123456789),xxh64(-1)", "5976823647211216061"), ("str(123456789),xxh3(-1)", "3218913628658352892"),
        ("str(123456789),xxh32(4294967297)", "4066480524"),
        ("str(123456789),xxh64(9223372036854775807)", "2995292207278521958"), ("int(5),crc32", "357051366"),
        ("int(5),djb2", "2075347466"), ("int(5),xxh64", "-2651856156047985796"), ("always_true,crc32", "304476159"),
        ("str(a),crc32()", "3904355907"),
    ])
    func evaluates(_ expression: String, _ result: String) throws {
        #expect(try ExpressionBench().text(expression) == result)
    }

    /// Published: xxHash's own test vectors of XXH32 and XXH64 without a seed for texts of several lengths.
    @Test(arguments: [
        ("abc", "852579327", "4952883123889572249"),
        (
            "Nobody inspects the spammish repetition", "3794352943", "-302119147016844303"
        ),
    ])
    func published(_ text: String, _ xxh32: String, _ xxh64: String) throws {
        let bench = ExpressionBench()
        try bench.set("txn.text", text)
        #expect(try bench.text("var(txn.text),xxh32") == xxh32)
        #expect(try bench.text("var(txn.text),xxh64") == xxh64)
    }

    @Test(arguments: [
        ("str(abc),sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("str(),sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("str(abc),sha2", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("str(abc),sha2()", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("str(abc),sha2(224)", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (
            "str(abc),sha2(384)",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            "str(abc),sha2(512)",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        ("str(abc),digest(SHA256)", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("str(abc),digest(RSA-SHA256)", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("str(abc),digest(md5)", "900150983cd24fb0d6963f7d28e17f72"),
        ("str(abc),digest(sha3-256)", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
        ("str(abc),digest(sha512-256)", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
        ("str(abc),digest(shake256)", "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739"),
        ("str(abc),digest(ripemd160)", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        ("str(abc),digest(md5-sha1)", "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("str(abc),hmac(sha256,a2V5)", "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab"),
        ("str(abc),hmac(sha1,a2V5)", "4fd0b215276ef12f2b3e4c8ecac2811498b656fc"),
        ("str(abc),hmac(sha256,)", "fd7adb152c05ef80dccf50a1fa4c05d5a3ec6da95575fc312ae7c5d091836351"),
        ("str(),hmac(sha256,a2V5)", "5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0"),
    ])
    func digests(_ expression: String, _ result: String) throws {
        let bench = ExpressionBench()
        // Twice: the context is used again.
        for _ in 0..<2 { #expect(try bench.hexadecimal(expression) == result) }
    }

    /// RFC 4231, test cases 2, 3 and 6: a short key, a repeated byte, a key longer than a block.
    @Test(arguments: [
        (
            "4a656665", Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            String(repeating: "aa", count: 20), Array(repeating: UInt8(0xdd), count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            String(repeating: "aa", count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func hmac(_ key: String, _ message: [UInt8], _ result: String) throws {
        let bench = ExpressionBench()
        let out = Buffer(capacity: 1024)
        let bytes = ConstantBytes(ExpressionBench.bytes(key))
        #expect(Base64.standard.encode(bytes.view, into: out))
        try bench.set("txn.key", out.view(from: 0).bytes)
        try bench.set("txn.message", message)
        #expect(try bench.hexadecimal("var(txn.message),hmac(sha256,txn.key)") == result)
    }

    @Test func hmacWithoutKey() throws {
        let bench = ExpressionBench()
        try bench.set("txn.text", "hello")
        #expect(try bench.text("str(abc),hmac(sha256,txn.text)") == nil)
        #expect(try bench.text("str(abc),hmac(sha256,txn.none)") == nil)
    }

    @Test(arguments: [
        ("str(a),sha2(0)", "invalid args in converter 'sha2' : Unsupported number of bits: '0'."),
        ("str(a),sha2(x)", "invalid arg 1 in converter 'sha2' : failed to parse 'x' as type 'integer' at position 1."),
        (
            "str(a),digest(bogus)",
            "invalid args in converter 'digest' : algorithm must be a valid OpenSSL message digest name."
        ),
        (
            "str(a),digest()",
            "invalid args in converter 'digest' : algorithm must be a valid OpenSSL message digest name."
        ),
        (
            "str(a),digest(md4)",
            "invalid args in converter 'digest' : algorithm must be a valid OpenSSL message digest name."
        ),
        (
            "str(a),hmac(shake256,a2V5)",
            "invalid args in converter 'hmac' : algorithm must be a valid OpenSSL message digest name."
        ),
        (
            "str(a),hmac(sha256,abc)",
            "invalid args in converter 'hmac' : failed to parse key : argument needs to be base64 encoded, and can either be a string or a variable."
        ),
        (
            "str(a),hmac(sha256)",
            "invalid arg 2 in converter 'hmac' : missing arguments (got 1/2), type 'string' expected."
        ),
        ("str(a),sha1(1)", "invalid arg 1 in converter 'sha1' : expected ')' before '1)'."),
        (
            "str(a),xxh32(x)",
            "invalid arg 1 in converter 'xxh32' : failed to parse 'x' as type 'integer' at position 1."
        ),
    ])
    func refuses(_ expression: String, _ message: String) {
        #expect(ExpressionBench().refusal(expression) == message)
    }
}
