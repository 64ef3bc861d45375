import Configuration
import Memory
import Testing

@testable import Samples

@Suite struct EncryptedTokenTests {
    static let rows = TokenCorpus.rows("encrypted.txt")
    static let content = "Live long and prosper."

    @Test func allAlgorithmsAreThere() {
        #expect(Set(Self.rows.map { $0[0] }) == Set(KeyManagement.allCases.map(\.rawValue)))
        #expect(Set(Self.rows.map { $0[1] }) == Set(ContentEncryption.allCases.map(\.rawValue)))
    }

    @Test(arguments: Self.rows)
    func decrypts(_ row: [String]) throws {
        let bench = ExpressionBench()
        try bench.scope.tokenPolicy.setKeyManagement(Word("ALL"))
        try bench.set("txn.t", row[3])
        try bench.set("txn.jwk", row[2])
        #expect(try bench.text("var(txn.t),jwt_decrypt_jwk(txn.jwk)") == Self.content)
        #expect(try bench.text("var(txn.t),jwt_decrypt_jwk('\(row[2])')") == Self.content)
        // A bit of each part.
        let parts = row[3].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for part in parts.indices where !parts[part].isEmpty {
            var changed = parts
            var bytes = Array(parts[part].utf8)
            bytes[bytes.count / 2] = bytes[bytes.count / 2] == 65 ? 66 : 65
            changed[part] = String(decoding: bytes, as: UTF8.self)
            try bench.set("txn.t", changed.joined(separator: "."))
            #expect(try bench.text("var(txn.t),jwt_decrypt_jwk(txn.jwk)") == "")
        }
    }

    @Test func secrets() throws {
        let bench = ExpressionBench()
        let row = try #require(Self.rows.last)
        try bench.set("txn.t", row[3])
        try bench.set("txn.secret", "GawgguFyGrWKav7AX4VKUg")
        #expect(try bench.text("var(txn.t),jwt_decrypt_secret(\"GawgguFyGrWKav7AX4VKUg\")") == Self.content)
        #expect(try bench.text("var(txn.t),jwt_decrypt_secret(GawgguFyGrWKav7AX4VKUg==)") == Self.content)
        #expect(try bench.text("var(txn.t),jwt_decrypt_secret(txn.secret)") == Self.content)
        #expect(try bench.text("var(txn.t),jwt_decrypt_secret(AAAA)") == "")
        #expect(try bench.text("var(txn.t),jwt_decrypt_secret(txn.none)") == "")
        #expect(try bench.text("str(),jwt_decrypt_secret(txn.secret)") == "")
        #expect(try bench.text("str(....),jwt_decrypt_secret(txn.secret)") == "")
    }

    @Test func certificates() throws {
        let bench = ExpressionBench()
        for (algorithm, file) in [("RSA-OAEP", "rsa.pem"), ("ECDH-ES", "ec256.pem")] {
            let row = try #require(Self.rows.first { $0[0] == algorithm })
            let path = TokenCorpus.path(file)
            try bench.set("txn.t", row[3])
            try bench.set("txn.path", path)
            #expect(try bench.text("var(txn.t),jwt_decrypt_cert(txn.path)") == "")
            #expect(try bench.text("var(txn.t),jwt_decrypt_cert('\(path)')") == Self.content)
            #expect(try bench.text("var(txn.t),jwt_decrypt_cert(txn.path)") == Self.content)
        }
    }

    /// A key of another kind, or of another curve, is no key.
    @Test func keysMustFit() throws {
        let bench = ExpressionBench()
        for row in Self.rows {
            for other in Self.rows where other[2] != row[2] {
                try bench.set("txn.t", row[3])
                try bench.set("txn.jwk", other[2])
                // The same numbers with and without what makes them faster.
                if row[2].contains("RSA"), other[2].contains("RSA") { continue }
                #expect(try bench.text("var(txn.t),jwt_decrypt_jwk(txn.jwk)") == "")
            }
        }
    }

    @Test func policies() throws {
        let row = try #require(Self.rows.last)
        let cases: [(ExpressionBench) throws -> Void] = [
            { try $0.scope.tokenPolicy.setKeyManagement(Word("ALL:!A128KW")) },
            { try $0.scope.tokenPolicy.setKeyManagement(Word("dir:ECDH-ES")) },
            { try $0.scope.tokenPolicy.setEncryption(Word("A128GCM")) },
        ]
        for change in cases {
            let bench = ExpressionBench()
            try bench.set("txn.t", row[3])
            try change(bench)
            #expect(try bench.text("var(txn.t),jwt_decrypt_jwk('\(row[2])')") == "")
        }
        let old = try #require(Self.rows.first { $0[0] == "RSA1_5" })
        let bench = ExpressionBench()
        try bench.set("txn.t", old[3])
        #expect(try bench.text("var(txn.t),jwt_decrypt_jwk('\(old[2])')") == "")
        #expect(throws: ConfigurationError.self) { try bench.scope.tokenPolicy.setKeyManagement(Word("ALL:none")) }
    }

    /// Compressed contents and demands that are not understood.
    @Test(arguments: TokenCorpus.rows("refused.txt"))
    func refusesTokens(_ row: [String]) throws {
        let bench = ExpressionBench()
        try bench.set("txn.t", row[1])
        #expect(try bench.text("var(txn.t),jwt_decrypt_secret(AAECAwQFBgcICQoLDA0ODw==)") == "")
    }

    @Test func anyLength() throws {
        let bench = ExpressionBench()
        for algorithm in ["ECDH-ES+A192KW", "A128GCMKW", "RSA-OAEP"] {
            let row = try #require(Self.rows.first { $0[0] == algorithm })
            try bench.set("txn.jwk", row[2])
            for length in stride(from: 0, to: row[3].count, by: 7) {
                try bench.set("txn.t", String(row[3].prefix(length)))
                #expect(try bench.text("var(txn.t),jwt_decrypt_jwk(txn.jwk)") == "")
            }
        }
    }

    @Test(arguments: [
        (
            "jwt_decrypt_secret(!!)",
            "failed to parse secret : argument needs to be base64 encoded, and can either be a string or a variable."
        ),
        ("jwt_decrypt_jwk('{}')", "the argument is no JSON Web Key of type 'oct', 'EC' or 'RSA'."),
        (#"jwt_decrypt_jwk('{"kty":"OKP"}')"#, "the argument is no JSON Web Key of type 'oct', 'EC' or 'RSA'."),
        (
            #"jwt_decrypt_jwk('{"kty":"RSA","n":"AQAB","e":"AQAB"}')"#,
            "the argument is no JSON Web Key of type 'oct', 'EC' or 'RSA'."
        ),
        ("jwt_decrypt_cert(/nowhere/c.pem)", "cannot read the file '/nowhere/c.pem'."),
    ])
    func refuses(_ converter: String, _ message: String) {
        let name = converter.prefix { $0 != "(" }
        #expect(ExpressionBench().refusal("str(x),\(converter)") == "invalid args in converter '\(name)' : \(message)")
    }
}
