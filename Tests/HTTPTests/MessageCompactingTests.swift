import Memory
import Testing

@testable import HTTP

struct MessageCompactingTests {
    private func written(_ message: Message) -> String {
        let out = Buffer(capacity: 4096)
        #expect(H1Serializer.writeRequest(message, into: out))
        return String(decoding: out.view(from: out.start).bytes, as: UTF8.self)
    }

    @Test func aHeadIsTheSameInMemoryOfItsOwn() {
        let text = "POST /a?b HTTP/1.1\r\nHost: x\r\nEmpty:\r\nA: 1\r\nContent-Length: 5\r\n\r\n"
        for edits in [false, true] {
            let head = Head(request: text + "12345")
            if edits {
                for (name, value) in [("b", "2"), ("c", ""), ("d", String(repeating: "x", count: 300))] {
                    Array(name.utf8).withView { name in
                        Array(value.utf8).withView { value in #expect(head.message.addField(name, value)) }
                    }
                }
                Array("/new".utf8).withView { #expect(head.message.replaceTarget($0)) }
                head.message.headers.remove(at: 2)
            }
            head.buffer.consume(upTo: text.utf8.count)
            head.buffer.truncate(at: text.utf8.count)
            let before = written(head.message)
            let size = head.message.compact()
            #expect(size > 0 && size < 600 && head.message.arena !== head.buffer)
            #expect(written(head.message) == before)
            #expect(head.message.value(of: Array("host".utf8)) != nil)
        }
    }

    /// The second request on a connection begins in the middle of its buffer.
    @Test func whatStoodBeforeIsLeft() {
        let head = Head(request: "GET /1 HTTP/1.1\r\nA: 1\r\n\r\n")
        let buffer = head.buffer
        let first = buffer.end
        buffer.append(Array("GET /2 HTTP/1.0\r\nB: 2\r\n\r\n".utf8))
        let message = Message()
        message.arena = buffer
        var parser = H1HeadParser(at: first)
        _ = parser.parseRequest(buffer, into: message, limits: H1Limits())
        buffer.consume(upTo: buffer.end)
        let before = written(message)
        #expect(message.compact() == buffer.end - first)
        #expect(written(message) == before && before == "GET /2 HTTP/1.0\r\nb: 2\r\n")
    }

    @Test func nothingIsNoHead() { #expect(Message().compact() == 0) }
}
