import Testing

@testable import DNS

struct DomainNameTests {
    @Test func isWrittenInLabels() {
        #expect(DomainName("www.Example")?.bytes == [3] + Array("www".utf8) + [7] + Array("example".utf8) + [0])
        #expect(DomainName("a.")?.bytes == [1, 97, 0])
        #expect(DomainName("WWW.example.") == DomainName("www.EXAMPLE"))
    }

    @Test(arguments: ["", ".", "a..b", ".a", "a..", String(repeating: "a", count: 64)])
    func refuses(_ text: String) { #expect(DomainName(text) == nil) }

    @Test func isAsLongAsAMessageAllows() {
        let label = String(repeating: "a", count: 63) + "."
        #expect(DomainName(label + label + label + String(repeating: "b", count: 61))?.bytes.count == 255)
        #expect(DomainName(label + label + label + String(repeating: "b", count: 62)) == nil)
    }

    @Test func textForgesNothing() throws {
        let name = try #require(DomainName(labels: [4, 97, 10, 46, 200]))
        #expect(name.text == "a\\010\\046\\200")
        #expect(DomainName("_http._tcp.example")?.text == "_http._tcp.example")
        #expect(DomainName.root.text == "")
    }
}
