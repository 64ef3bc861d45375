import Configuration
import Testing

@testable import Proxying

struct LogRingTests {
    private static func ring(size: Int) -> LogRing {
        var settings = LogRingSettings(name: "r", location: SourceLocation(file: "", line: 0))
        settings.size = size
        return LogRing(settings)
    }

    @discardableResult
    private static func append(_ text: String, to ring: LogRing) -> Bool {
        let bytes = Array(text.utf8)
        return ring.append(bytes.span)
    }

    private static func text(
        _ ring: LogRing, _ reader: inout LogRing.Reader, atMost limit: Int = 1000, _ framing: LogFraming = .legacy
    ) -> String {
        String(decoding: ring.read(&reader, atMost: limit, framing), as: UTF8.self)
    }

    @Test func keepsTheNewestLines() {
        let ring = Self.ring(size: 30)
        for number in 1...9 { Self.append("line \(number)", to: ring) }
        var reader = ring.makeReader()
        #expect(Self.text(ring, &reader) == "line 7\nline 8\nline 9\n")
        #expect(Self.text(ring, &reader) == "")
        #expect(ring.dropped == 0)
    }

    @Test func keepsWhatAReaderHolds() {
        let ring = Self.ring(size: 30)
        var reader = ring.makeReader()
        ring.hold(&reader)
        for number in 1...4 { Self.append("line \(number)", to: ring) }
        #expect(ring.dropped == 1)
        #expect(Self.text(ring, &reader) == "line 1\nline 2\nline 3\n")
        #expect(Self.append("line 5", to: ring))
        ring.release(reader)
        for number in 6...9 { #expect(Self.append("line \(number)", to: ring)) }
    }

    @Test func dropsALineLongerThanItself() {
        let ring = Self.ring(size: 30)
        #expect(!Self.append(String(repeating: "x", count: 27), to: ring))
        #expect(Self.append(String(repeating: "x", count: 26), to: ring))
        #expect(ring.dropped == 1)
    }

    @Test func framesByLengthAndByPortion() {
        let ring = Self.ring(size: 100)
        for text in ["a", "bcd", ""] { Self.append(text, to: ring) }
        var reader = ring.makeReader()
        #expect(Self.text(ring, &reader, .octetCount) == "1 a3 bcd0 ")
        reader = ring.makeReader()
        #expect(Self.text(ring, &reader, atMost: 10) == "a\n")
        #expect(Self.text(ring, &reader, atMost: 8) == "bc\n")
        #expect(Self.text(ring, &reader) == "\n")
    }

    @Test func startsAtTheEndWhenAsked() {
        let ring = Self.ring(size: 100)
        Self.append("old", to: ring)
        var reader = ring.makeReader(atEnd: true)
        Self.append("new", to: ring)
        #expect(Self.text(ring, &reader, .delimiter(0)) == "new\0")
    }
}
