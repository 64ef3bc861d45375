import Configuration
import Memory
import Testing

@testable import Proxying

/// The peers' protocol on the wire; the bytes are what another implementation sent.
@Suite struct PeerMessageTests {
    private func bytes(_ hexadecimal: String) -> [UInt8] {
        hexadecimal.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }

    @Test(arguments: [
        (0x1234 as UInt64, "f4 94 01"), (0, "00"), (239, "ef"), (240, "f0 00"), (2287, "ff 7f"), (2288, "f0 80 00"),
        (3_600_000, "f0 d9 dc 0c"), (10_000, "f0 e2 03"), (.max, "ff f0 fe fe fe fe fe fe fe 0e"),
    ])
    func integers(_ value: UInt64, _ text: String) {
        let buffer = Buffer(capacity: 64)
        #expect(PeerInteger.append(value, to: buffer))
        #expect(buffer.withBytes { Array($0) } == bytes(text))
        #expect(PeerInteger.size(value) == bytes(text).count)
        bytes(text).withView { view in
            var cursor = ByteCursor(view)
            #expect(cursor.peerInteger() == value)
            #expect(cursor.isAtEnd)
        }
    }

    @Test(arguments: ["", "f0", "ff ff ff", "ff ff ff ff ff ff ff ff ff 7f", "ff ff ff ff ff ff ff ff ff ff 01"])
    func brokenIntegers(_ text: String) {
        bytes(text).withView { view in
            var cursor = ByteCursor(view)
            #expect(cursor.peerInteger() == nil)
        }
    }

    @Test func greetings() {
        let text = Array("HAProxyS 2.1\nb\na 25999 1\n\0\0".utf8)
        text.withView { view in
            let greeting = PeerGreeting(version: "2.1", receiver: "b", sender: "a")
            #expect(PeerGreeting.parse(view) == .found(greeting, length: 25))
            #expect(greeting.isSpoken)
            for end in 0..<25 { #expect(PeerGreeting.parse(view.slice(0, end)) == .incomplete) }
        }
        Array("GET / HTTP/1.1\r\nhost: a\r\n\r\n".utf8).withView { #expect(PeerGreeting.parse($0) == .wrong) }
        [UInt8](repeating: 65, count: 2000).withView { #expect(PeerGreeting.parse($0) == .wrong) }
        #expect(PeerGreeting.text(to: "b", from: "a", process: 7) == "HAProxyS 2.1\nb\na 7 1\n")
    }

    private static let definition =
        "05 03 2f 74 31 06 15 f1 b2 83 71 f0 d9 dc 0c 0a f8 a9 01 16 02 17 03 18 02 f0 e2 03"

    @Test func definitions() throws {
        let body = bytes(PeerMessageTests.definition)
        let definition = try #require(body.withView { PeerTableDefinition($0) })
        #expect(definition.identifier == 5)
        #expect(definition.name == Array("/t1".utf8))
        #expect(definition.keyType == StickTableSettings.KeyType.string.peerNumber)
        #expect(definition.keyLength == 21)
        #expect(definition.expiry == 3_600_000)
        #expect(definition.details.map(\.data) == [.requestRate, .gpt, .gpc, .gpcRate])
        #expect(definition.details.map(\.count) == [1, 2, 3, 2])
        #expect(definition.details.map(\.period) == [5000, 0, 0, 10000])
        let buffer = Buffer(capacity: 256)
        #expect(definition.write(to: buffer))
        #expect(buffer.withBytes { Array($0) } == body)
        // Old peers end behind the kinds of data, so a cut there is none.
        for end in 0..<11 { #expect(body.withView { PeerTableDefinition($0.slice(0, end)) } == nil) }
    }

    @Test func definitionsSayNothingTwice() throws {
        let twice = bytes("05 02 2f 74 02 04 f0 b1 05 00" + " 0a 05 0a 06")
        let definition = try #require(twice.withView { PeerTableDefinition($0) })
        #expect(definition.details.map(\.period) == [5])
    }

    @Test func textsAreToldOnce() {
        var texts = PeerTexts()
        #expect(texts.value(of: "s1") == .text(number: 1, Array("s1".utf8)))
        #expect(texts.value(of: "s2") == .text(number: 2, Array("s2".utf8)))
        #expect(texts.value(of: "s1") == .text(number: 1, nil))
        for number in 3...128 {
            #expect(texts.value(of: "s\(number)") == .text(number: UInt64(number), Array("s\(number)".utf8)))
        }
        // The first one makes room.
        #expect(texts.value(of: "s129") == .text(number: 1, Array("s129".utf8)))
        #expect(texts.value(of: "s2") == .text(number: 2, nil))
        #expect(texts.value(of: "s1") == .text(number: 2, Array("s1".utf8)))
    }

    /// As HAProxy 2.8 shows them.
    @Test(arguments: [
        (StickTableSettings.KeyType.integer, 4, "pp/t1", "1", 8340), (.integer, 4, "pp/t1", "5", 20608),
        (.integer, 4, "bk", "1", 47471), (.string, 20, "pp/t2", "1", 59427), (.string, 40, "pp/t2", "abcdefghij", 4804),
        (.ipv4, 4, "pp/t3", "10.0.0.1", 31180), (.ipv6, 16, "pp/t3", "2001:db8::5", 19514),
    ])
    func shards(_ type: StickTableSettings.KeyType, _ length: Int, _ name: String, _ key: String, _ shard: Int) {
        var settings = StickTableSettings(name: name, location: SourceLocation(file: "", line: 0))
        settings.keyType = type
        settings.keyLength = length
        settings.size = 10
        let table = StickTable(settings, loops: 1)
        table.peerShards.count = 65521
        #expect(table.set(key: key, [], 0) == .done)
        let line = String(decoding: table.line(key: key, 0).line ?? [], as: UTF8.self)
        #expect(line.contains(" shard=\(shard)\n"), "\(line)")
    }

    @Test func updates() throws {
        let definition = try #require(bytes(PeerMessageTests.definition).withView { PeerTableDefinition($0) })
        let body = bytes("00 00 00 03 03 2f 70 31 00 01 01 01 00 00 00 00 00 00 01 00 fd de f5 fe 7e 00 00 01 01 00")
        body.withView { view in
            guard let update = PeerUpdate(view, .full, definition) else {
                Issue.record("no update")
                return
            }
            #expect(update.identifier == 3)
            #expect(update.remaining == nil)
            #expect(update.key.bytes == Array("/p1".utf8))
            var cursor = ByteCursor(update.values)
            var values: [PeerValue] = []
            for kind in StickData.allCases where definition.has(kind) {
                for _ in 0..<definition.count(of: kind) {
                    guard let value = PeerValue(&cursor, kind.form) else { break }
                    values.append(value)
                }
            }
            #expect(cursor.isAtEnd)
            #expect(values.count == 12)
            #expect(values[1] == .number(1))
            #expect(values[2] == .rate(elapsed: 1, current: 1, previous: 0))
            #expect(values[4] == .text(number: 0, nil))
            #expect(values[11] == .rate(elapsed: 1, current: 1, previous: 0))
        }
    }

    @Test(arguments: [
        (PeerValue.text(number: 1, Array("s1".utf8)), "04 01 02 73 31"), (.text(number: 2, nil), "01 02"),
        (.text(number: 0, nil), "00"), (.rate(elapsed: 300, current: 2, previous: 1), "fc 03 02 01"),
    ])
    func values(_ value: PeerValue, _ text: String) {
        let buffer = Buffer(capacity: 64)
        #expect(value.write(to: buffer))
        #expect(buffer.withBytes { Array($0) } == bytes(text))
        let form: StickData.Form = if case .rate = value { .rate } else { .text }
        bytes(text).withView { view in
            var cursor = ByteCursor(view)
            #expect(PeerValue(&cursor, form) == value)
        }
    }

    @Test func frames() {
        let message = bytes("0a 85 0d 80 00 00 01 00 00 00 00 00 00 00 63 05")
        message.withView { view in
            guard case .found(let frame, 16) = PeerFrame.parse(view, limit: 100) else {
                Issue.record("no message")
                return
            }
            #expect(frame.kind == .update(.timed))
            #expect(frame.body.count == 13)
            for end in 0..<16 {
                guard case .incomplete = PeerFrame.parse(view.slice(0, end), limit: 100) else {
                    Issue.record("cut at \(end)")
                    return
                }
            }
            guard case .wrong = PeerFrame.parse(view, limit: 12) else {
                Issue.record("too long")
                return
            }
        }
        bytes("07 07").withView { view in
            guard case .wrong = PeerFrame.parse(view, limit: 100) else {
                Issue.record("unknown message without a length")
                return
            }
        }
    }
}
