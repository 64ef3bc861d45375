import Memory
import Testing

@Suite struct Base64Tests {
    /// RFC 4648, 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\u{7b}\u{3f}\u{bf}", "ez/Cvw=="),
    ])
    func standard(_ text: String, _ encoded: String) {
        #expect(Base64.standard.decode(Array(encoded.utf8)) == Array(text.utf8))
        #expect(encode(text, .standard) == encoded)
    }

    @Test(arguments: [("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("\u{7b}\u{3f}\u{bf}", "ez_Cvw"), ("ÿþ", "w7_Dvg")])
    func url(_ text: String, _ encoded: String) {
        #expect(Base64.url.decode(Array(encoded.utf8)) == Array(text.utf8))
        #expect(encode(text, .url) == encoded)
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "=", "====", "Zm9v=", "Zm-v", "Zm_v", "Zm 9v", "Zm9v\n", "Z=g=", "Zm9!",
    ])
    func refusedByStandard(_ text: String) { #expect(Base64.standard.decode(Array(text.utf8)) == nil) }

    @Test(arguments: ["Z", "Zm9vY", "Zm+v", "Zm/v", "Zg=", "====", "!!!", "Zm8=="])
    func refusedByURL(_ text: String) { #expect(Base64.url.decode(Array(text.utf8)) == nil) }

    @Test func needsRoom() {
        let buffer = Buffer(capacity: 2)
        let text = ConstantBytes(Array("Zm9v".utf8))
        #expect(!Base64.standard.decode(text.view, into: buffer))
        #expect(!Base64.standard.encode(text.view, into: buffer))
        #expect(buffer.isEmpty)
    }

    private func encode(_ text: String, _ alphabet: Base64) -> String {
        let buffer = Buffer(capacity: 64)
        let bytes = ConstantBytes(Array(text.utf8))
        #expect(withExtendedLifetime(bytes) { alphabet.encode(bytes.view, into: buffer) })
        return String(decoding: buffer.view(from: 0).bytes, as: UTF8.self)
    }
}
