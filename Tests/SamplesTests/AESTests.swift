import Memory
import Testing

@testable import Samples

@Suite struct AESTests {
    /// `secretmessage!` by another implementation; keys and nonces count from zero.
    static let samples: [(bits: Int, key: String, text: String, tag: String)] = [
        (128, "AAECAwQFBgcICQoLDA0ODw==", "e009c4bc036f9a3138a100ed5382", "UC5avMdhebPd7Wk4o36oSQ=="),
        (192, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", "959c41e9fccda46ba340bde59a88", "rqqB7z+kLyQOijFnm4g5fQ=="),
        (
            256, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "3467b569a091af7efe32f6ecd4c8",
            "6InNYdszMLDq3WkeWvXaAQ=="
        ),
    ]
    static let nonce = "AAECAwQFBgcICQoL"
    static let chainNonce = "AAECAwQFBgcICQoLDA0ODw=="

    private func bench(_ sample: (bits: Int, key: String, text: String, tag: String)) throws -> ExpressionBench {
        let bench = ExpressionBench()
        try bench.set("txn.plain", "secretmessage!")
        try bench.set("txn.nonce", Self.nonce)
        try bench.set("txn.key", sample.key)
        try bench.set("txn.tag", sample.tag)
        try bench.set("txn.text", ExpressionBench.bytes(sample.text))
        return bench
    }

    @Test func counterMode() throws {
        for sample in Self.samples {
            let bench = try bench(sample)
            let decrypt = "aes_gcm_dec(\(sample.bits),txn.nonce,txn.key,txn.tag)"
            #expect(try bench.text("var(txn.text),\(decrypt)") == "secretmessage!")
            let constants = "aes_gcm_dec(\(sample.bits),\(Self.nonce),\(sample.key),\(sample.tag))"
            #expect(try bench.text("var(txn.text),\(constants)") == "secretmessage!")
            #expect(
                try bench.hexadecimal("var(txn.plain),aes_gcm_enc(\(sample.bits),txn.nonce,txn.key,txn.out)")
                    == sample.text)
            #expect(try bench.text("var(txn.out)") == sample.tag)
        }
    }

    @Test(arguments: [
        "aes_gcm_dec(128,txn.nonce,txn.key,txn.plain)", "aes_gcm_dec(128,txn.nonce,txn.key,txn.none)",
        "aes_gcm_dec(128,txn.nonce,txn.key,eHh4eHh4eHh4eHh4eHh4eA==)", "aes_gcm_dec(128,txn.nonce,txn.key,AAAA)",
        "aes_gcm_dec(128,txn.none,txn.key,txn.tag)", "aes_gcm_dec(128,txn.nonce,txn.none,txn.tag)",
        "aes_gcm_dec(128,txn.plain,txn.key,txn.tag)", "aes_gcm_dec(128,,txn.key,txn.tag)",
        "aes_gcm_dec(256,txn.nonce,txn.key,txn.tag)", "aes_gcm_dec(128,txn.nonce,txn.key,txn.tag,YWFk)",
        "aes_gcm_dec(128,txn.nonce,txn.key,txn.tag,txn.none)", "aes_gcm_enc(256,txn.nonce,txn.key,txn.out)",
        "aes_cbc_enc(128,txn.nonce,txn.key)", "aes_cbc_dec(128,AAECAwQFBgcICQoLDA0ODw==,txn.key)",
    ])
    func findsNothing(_ converter: String) throws {
        let bench = try bench(Self.samples[0])
        #expect(try bench.text("var(txn.text),\(converter)") == nil)
    }

    @Test func authenticatesMore() throws {
        let bench = try bench(Self.samples[0])
        for data in ["YWFk", "", "txn.tag"] {
            let encrypt = "var(txn.plain),aes_gcm_enc(128,txn.nonce,txn.key,txn.out,\(data))"
            let text = try #require(try bench.hexadecimal(encrypt))
            try bench.set("txn.text", ExpressionBench.bytes(text))
            let decrypt = "var(txn.text),aes_gcm_dec(128,txn.nonce,txn.key,txn.out"
            #expect(try bench.text("\(decrypt),\(data))") == "secretmessage!")
            #expect(try bench.text("\(decrypt),YmFk)") == nil)
        }
    }

    /// A longer key than needed is cut, as HAProxy does.
    @Test func longKeys() throws {
        let bench = try bench(Self.samples[0])
        try bench.set("txn.key", Self.samples[2].key)
        #expect(try bench.text("var(txn.text),aes_gcm_dec(128,txn.nonce,txn.key,txn.tag)") == "secretmessage!")
    }

    @Test func emptyValues() throws {
        let bench = try bench(Self.samples[0])
        #expect(try bench.hexadecimal("str(),aes_gcm_enc(128,txn.nonce,txn.key,txn.out)") == "")
        #expect(try bench.hexadecimal("str(),aes_gcm_dec(128,txn.nonce,txn.key,txn.out)") == "")
        #expect(try bench.hexadecimal("str(),aes_gcm_dec(128,txn.nonce,txn.key,txn.tag)") == nil)
        #expect(try bench.hexadecimal("str(),aes_cbc_dec(128,\(Self.chainNonce),txn.key)") == nil)
    }

    /// NIST SP 800-38A, F.2, and a block of padding.
    @Test(arguments: [
        (128, "K34VFiiu0qar9xWICc9PPA==", "7649abac8119b246cee98e9b12e9197d"),
        (192, "jnOw99oOZFLIEPMrgJB55WL46tJSLGt7", "4f021db243bc633d7178183a9fa071e8"),
        (256, "YD3rEBXKcb4rc67whX13gR81LAc7YQjXLZgQowkU3/Q=", "f58c4c04d6e5f1ba779eabfb5f7bfbd6"),
    ])
    func chainedMode(_ bits: Int, _ key: String, _ first: String) throws {
        let bench = ExpressionBench()
        try bench.set("txn.plain", ExpressionBench.bytes("6bc1bee22e409f96e93d7e117393172a"))
        let encrypted = try bench.hexadecimal("var(txn.plain),aes_cbc_enc(\(bits),\(Self.chainNonce),\(key))")
        #expect(encrypted?.count == 64)
        #expect(encrypted?.prefix(32) == first[...])
        try bench.set("txn.text", ExpressionBench.bytes(encrypted ?? ""))
        let decrypt = "var(txn.text),aes_cbc_dec(\(bits),\(Self.chainNonce),\(key))"
        #expect(try bench.hexadecimal(decrypt) == "6bc1bee22e409f96e93d7e117393172a")
        try bench.set("txn.text", ExpressionBench.bytes(String(encrypted?.dropLast(2) ?? "")))
        #expect(try bench.hexadecimal(decrypt) == nil)
    }

    @Test(arguments: [
        ("aes_gcm_dec(129,txn.n,txn.k,txn.t)", "key size must be 128, 192 or 256 (bits)."),
        (
            "aes_gcm_dec(128,!!,txn.k,txn.t)",
            "failed to parse nonce : argument needs to be base64 encoded, and can either be a string or a variable."
        ),
        (
            "aes_gcm_dec(128,txn.n,!!,txn.t)",
            "failed to parse key : argument needs to be base64 encoded, and can either be a string or a variable."
        ),
        (
            "aes_gcm_dec(128,txn.n,txn.k,!!)",
            "failed to parse aead_tag : argument needs to be base64 encoded, and can either be a string or a variable."
        ),
        ("aes_gcm_enc(128,txn.n,txn.k,AAAA)", "aead_tag must be a variable."),
        (
            "aes_cbc_enc(128,txn.n,txn.k,AAAA)",
            "CBC cannot authenticate additional data; leave <aad> out, or use GCM."
        ),
    ])
    func refuses(_ converter: String, _ message: String) {
        let name = converter.prefix { $0 != "(" }
        #expect(ExpressionBench().refusal("str(x),\(converter)") == "invalid args in converter '\(name)' : \(message)")
    }
}
