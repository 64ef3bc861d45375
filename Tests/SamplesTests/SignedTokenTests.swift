import Memory
import Testing

@testable import Samples

@Suite struct SignedTokenTests {
    static let rows = TokenCorpus.rows("signed.txt")

    private func bench(_ algorithm: String = "HS256") throws -> (bench: ExpressionBench, key: String) {
        let row = try #require(Self.rows.first { $0[0] == algorithm })
        let bench = ExpressionBench()
        try bench.set("txn.t", row[2])
        return (bench, row[1].contains(".") ? TokenCorpus.path(row[1]) : row[1])
    }

    @Test func allAlgorithmsAreThere() { #expect(Self.rows.map { $0[0] }.count == SignatureAlgorithm.allCases.count) }

    @Test(arguments: Self.rows.map { $0[0] })
    func verifies(_ algorithm: String) throws {
        let (bench, key) = try bench(algorithm)
        #expect(try bench.text("var(txn.t),jwt_verify(\(algorithm),'\(key)')") == "1")
        try bench.set("txn.alg", algorithm)
        #expect(try bench.text("var(txn.t),jwt_verify(txn.alg,'\(key)')") == "1")
        try bench.set("txn.key", key)
        #expect(try bench.text("var(txn.t),jwt_verify(\(algorithm),txn.key)") == "1")
        guard algorithm != "none" else { return }
        // One bit of the signature, then of what is signed.
        let row = try #require(Self.rows.first { $0[0] == algorithm })
        for position in [row[2].count - 10, row[2].count / 4] {
            var bytes = Array(row[2].utf8)
            bytes[position] = bytes[position] == 65 ? 66 : 65
            try bench.set("txn.t", String(decoding: bytes, as: UTF8.self))
            #expect(try bench.text("var(txn.t),jwt_verify(\(algorithm),'\(key)')") == "0")
        }
    }

    /// A name that comes at run time finds the keys that an expression names.
    @Test func findsKeysByName() throws {
        let (bench, key) = try bench("RS256")
        try bench.set("txn.key", key)
        #expect(try bench.text("var(txn.t),jwt_verify(RS256,txn.key)") == "-5")
        #expect(try bench.text("var(txn.t),jwt_verify(RS256,'\(key)')") == "1")
        #expect(try bench.text("var(txn.t),jwt_verify(RS256,txn.key)") == "1")
        #expect(try bench.text("var(txn.t),jwt_verify(RS256,txn.none)") == nil)
    }

    @Test func readsBothKindsOfKeyFiles() throws {
        let (bench, _) = try bench("RS256")
        #expect(try bench.text("var(txn.t),jwt_verify(RS256,'\(TokenCorpus.path("rsa.pkcs1"))')") == "1")
        #expect(try bench.text("var(txn.t),jwt_verify_cert(RS256,'\(TokenCorpus.path("rsa.crt"))')") == "1")
        #expect(try bench.text("var(txn.t),jwt_verify_cert(RS512,'\(TokenCorpus.path("rsa.crt"))')") == "0")
        #expect(try bench.text("var(txn.t),jwt_verify_cert(RS256,'\(TokenCorpus.path("ec256.crt"))')") == "0")
        try bench.set("txn.alg", "HS256")
        #expect(try bench.text("var(txn.t),jwt_verify_cert(txn.alg,'\(TokenCorpus.path("rsa.crt"))')") == "-2")
        #expect(try bench.text("var(txn.t),jwt_verify_cert(RS256,txn.none)") == nil)
    }

    /// Results of HAProxy 2.6 and 2.8.
    @Test(arguments: [
        ("jwt_verify(HS256,wrong)", "0"), ("jwt_verify(HS384,secret)", "0"), ("jwt_verify(HS256,\"secret\")", "1"),
        ("jwt_verify(txn.bad,secret)", "-1"), ("jwt_verify(txn.none,secret)", nil), ("jwt_verify(txn.i,secret)", "-1"),
        ("jwt_verify(HS256,txn.none)", nil), ("jwt_verify(HS256,)", nil), ("jwt_verify(none,)", nil),
        ("jwt_verify(none,x)", "0"),
    ])
    func verdicts(_ converter: String, _ result: String?) throws {
        let (bench, _) = try bench()
        try bench.set("txn.bad", "XX")
        bench.evaluation.setVariable(try VariableName("txn.i"), to: .integer(7))
        #expect(try bench.text("var(txn.t),\(converter)") == result)
    }

    @Test(arguments: [
        ("H.P", "-3", "1"), ("H.P.", "-3", "1"), ("H.P.S.x", "-3", "-3"), ("H.P.S.a.b", "-3", "-3"),
        ("H.P.!!!", "-3", "0"),
        ("H.P.AAAA", "0", "0"), ("!!.P.S", "0", "0"), ("H.!!.S", "0", "0"), ("abc", "-3", "-3"), ("..", "-3", "1"),
        ("", "-3", "-3"), ("H.P.S==", "-3", "0"), (".", "-3", "1"), ("....", "-3", "-3"),
    ])
    func malformed(_ shape: String, _ result: String, _ withoutAlgorithm: String) throws {
        let (bench, key) = try bench()
        let token = try #require(Self.rows.first { $0[0] == "HS256" })[2].split(separator: ".").map(String.init)
        let text = shape.replacing("S", with: token[2]).replacing("H", with: token[0]).replacing("P", with: token[1])
        try bench.set("txn.t", shape == text ? shape : text)
        #expect(try bench.text("var(txn.t),jwt_verify(HS256,\(key))") == result)
        #expect(try bench.text("var(txn.t),jwt_verify(none,\(key))") == withoutAlgorithm)
    }

    @Test func curvesMustFit() throws {
        let (bench, _) = try bench("ES256")
        for file in ["ec384.pub", "ec521.pub", "rsa.pub"] {
            #expect(try bench.text("var(txn.t),jwt_verify(ES256,'\(TokenCorpus.path(file))')") == "0")
        }
        #expect(try bench.text("var(txn.t),jwt_verify(RS256,'\(TokenCorpus.path("ec256.pub"))')") == "0")
    }

    /// Every piece of a right token, and such with bytes that belong nowhere, end in an answer.
    @Test func anyLength() throws {
        let (bench, key) = try bench("ES512")
        let token = try #require(Self.rows.first { $0[0] == "ES512" })[2]
        for length in 0..<token.utf8.count {
            try bench.set("txn.t", String(token.prefix(length)))
            #expect(["0", "-3"].contains(try bench.text("var(txn.t),jwt_verify(ES512,'\(key)')")))
        }
    }

    @Test(arguments: [
        ("jwt_verify(hs256,secret)", "unknown JWT algorithm: hs256."), ("jwt_verify(,x)", "unknown JWT algorithm: ."),
        ("jwt_verify(RS256,/nowhere/key.pem)", "cannot read the file '/nowhere/key.pem'."),
        ("jwt_verify_cert(RS256,/nowhere/c.pem)", "cannot read the file '/nowhere/c.pem'."),
        (
            "jwt_verify_cert(HS256,x)",
            "HS256 is verified with a secret and not with a certificate: use jwt_verify."
        ),
        ("jwt_header_query('$.a',bool)", "output_type only supports \"int\" as argument."),
        ("jwt_header_query('a')", "json_path must begin with '$'."),
    ])
    func refuses(_ converter: String, _ message: String) {
        let name = converter.prefix { $0 != "(" }
        let refusal = ExpressionBench().refusal("str(x),\(converter)")
        #expect(refusal == "invalid args in converter '\(name)' : \(message)")
    }

    @Test(arguments: ["bad.pem", "rsa.crt", "ed.pub"])
    func refusesFiles(_ name: String) {
        let path = TokenCorpus.path(name)
        #expect(ExpressionBench().refusal("str(x),jwt_verify(RS256,'\(path)')").contains("does not hold a public key"))
    }

    @Test(arguments: [
        ("jwt_header_query('$.alg')", "HS256"), ("jwt_header_query(\"$.typ\")", "JWT"),
        ("jwt_header_query('$.x')", nil),
        ("jwt_header_query('$.alg','int')", "HS256"), ("jwt_header_query", #"{"alg":"HS256","typ":"JWT"}"#),
        ("jwt_header_query()", #"{"alg":"HS256","typ":"JWT"}"#), ("jwt_payload_query('$.iss')", "me"),
        ("jwt_payload_query('$.n')", "5"), ("jwt_payload_query('$.n','int'),add(1)", "6"),
        ("jwt_payload_query('$.ok')", "1"), ("jwt_payload_query('$.aud')", #"["a","b"]"#),
        ("jwt_payload_query('$.aud[1]')", "b"), ("jwt_payload_query('$')", nil),
    ])
    func queries(_ converter: String, _ result: String?) throws {
        #expect(try bench().bench.text("var(txn.t),\(converter)") == result)
    }

    @Test(arguments: ["", "abc", "..", "!!.!!", "YQ.", "."])
    func queriesOfWhatIsNone(_ token: String) throws {
        let bench = ExpressionBench()
        try bench.set("txn.t", token)
        #expect(try bench.text("var(txn.t),jwt_header_query('$.alg')") == nil)
        #expect(try bench.text("var(txn.t),jwt_payload_query('$.alg')") == nil)
    }
}
