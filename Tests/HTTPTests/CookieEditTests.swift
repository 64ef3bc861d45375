import Memory
import Testing

@testable import HTTP

struct CookieEditTests {
    /// The `Cookie` fields of a request after each cookie `S` was removed or shortened by two bytes.
    private func edited(_ cookies: String..., shortens: Bool = false) -> [String] {
        let head = Head(request: "GET / HTTP/1.1\r\n" + cookies.map { "Cookie: \($0)\r\n" }.joined() + "X: y\r\n\r\n")
        Array("S".utf8).withView { name in
            head.message.editCookies(named: name) { _ in shortens ? .shorten(by: 2) : .remove }
        }
        #expect(head.fields.last == "x: y")
        return head.fields.dropLast().map { String($0) }
    }

    @Test func removesOneAmongOthers() {
        #expect(edited("x=1; S=B; y=2") == ["cookie: x=1; y=2"])
        #expect(edited("S=B; y=2") == ["cookie: y=2"])
        #expect(edited("y=2; S=B") == ["cookie: y=2"])
        #expect(edited("x=1;S=B;y=2") == ["cookie: x=1; y=2"])
        #expect(edited("x=1; S=A; S=B; y=2; S=C; z=3; S=D") == ["cookie: x=1; y=2; z=3"])
        #expect(edited("S=A, x=1") == ["cookie: x=1"])
        #expect(edited("x; S=B; y") == ["cookie: x; y"])
    }

    @Test func aFieldWithoutCookiesGoes() {
        #expect(edited("S=B") == [])
        #expect(edited("x=1", "S=B") == ["cookie: x=1"])
        #expect(edited("S=B;") == [])
        #expect(edited(";;S=B;;") == [])
        #expect(edited("S=A; S=B; S=") == [])
        #expect(edited("$Version=1; S=B; $Path=/") == [])
    }

    @Test func attributesGoWithTheirCookie() {
        #expect(edited("$Version=1; S=B; $Path=/; y=2; $Path=/") == ["cookie: $Version=1; y=2; $Path=/"])
        #expect(edited("y=2; $Path=/; S=B; $Path=/; $Domain=a") == ["cookie: y=2; $Path=/"])
    }

    @Test func otherCookiesStay() {
        for value in ["s=B", "SS=B", "S", "x=\"S=1; S=2\"", "$S=B; x=1", "", "=S; x", "xS=1;", "S\"=1"] {
            #expect(edited(value) == (value.isEmpty ? ["cookie: "] : ["cookie: \(value)"]))
        }
        #expect(edited("x=\"a;b; S=A\"; S=B") == ["cookie: x=\"a;b; S=A\""])
    }

    @Test func shortensValues() {
        #expect(edited("S=B~own", shortens: true) == ["cookie: S=own"])
        #expect(edited("x=1; S=B~1; y=2; S=C~2", shortens: true) == ["cookie: x=1; S=1; y=2; S=2"])
        #expect(edited("S=B", shortens: true) == ["cookie: S="])
        #expect(edited("S=", shortens: true) == ["cookie: S="])
    }

    /// What is cut is never more than what is there, and the other fields are never touched.
    @Test func anythingCanBeCut() {
        let alphabet = ["S", "=", ";", ",", " ", "\"", "$", "a", "~", "\\"]
        var state: UInt64 = 7
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += alphabet[Int(state >> 33) % alphabet.count]
            }
            for shortens in [false, true] {
                let result = edited(text, shortens: shortens)
                #expect(result.allSatisfy { $0.utf8.count <= text.utf8.count + 9 })
            }
        }
    }
}
