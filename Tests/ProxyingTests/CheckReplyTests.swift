import Memory
import Testing

@testable import Proxying

/// Answers of protocols, byte by byte: what is not whole decides nothing, and what is whole decides the same however it came.
@Suite struct CheckReplyTests {
    private enum Ending: Equatable {
        case passed, undecided
        case finished(CheckStatus, Int, String)
        case failed(CheckStatus?, Int, String)

        init(_ verdict: CheckVerdict) {
            switch verdict {
            case .passed: self = .passed
            case .undecided: self = .undecided
            case .finished(let status, let code, let text): self = .finished(status, code, text)
            case .failed(let status, let code, let text): self = .failed(status, code, text)
            case .answered: self = .passed
            }
        }
    }

    /// The first verdict that is one, when an answer comes in single bytes, and how many it took.
    private func ending(
        of bytes: [UInt8], closes: Bool = false, _ read: (ByteView, Bool) -> CheckVerdict
    ) -> (Ending, Int) {
        for count in 0...bytes.count {
            let ending = Ending(Array(bytes.prefix(count)).withView { read($0, false) })
            if ending != .undecided { return (ending, count) }
        }
        return (Ending(bytes.withView { read($0, closes) }), bytes.count)
    }

    private func ending(
        of text: String, closes: Bool = false, _ read: (ByteView, Bool) -> CheckVerdict
    ) -> (Ending, Int) { ending(of: Array(text.utf8), closes: closes, read) }

    @Test func smtpRepliesMayHaveSeveralLines() {
        let text = "250-first\r\n250-SIZE\r\n250 last one\r\n"
        let result = ending(of: text) { SMTPCheck.read($0, $1, isLast: true) }
        #expect(result == (.finished(.layer7OK, 250, "last one"), text.utf8.count))
    }

    @Test(arguments: ["25", "250", "250 o", "250-x\r\n", "250-x\r\n2"])
    func smtpWaitsForTheLastLine(text: String) {
        #expect(ending(of: text) { SMTPCheck.read($0, $1, isLast: true) }.0 == .undecided)
    }

    @Test func smtpRefusals() {
        #expect(
            ending(of: "554 go away\r\n") { SMTPCheck.read($0, $1, isLast: false) }.0
                == .failed(.layer7Status, 554, "go away"))
        #expect(
            ending(of: "SSH-2.0\r\n") { SMTPCheck.read($0, $1, isLast: false) }.0
                == .failed(.layer7Response, 0, "SSH-"))
    }

    @Test func redisWantsALine() {
        #expect(
            ending(of: "+PONG\r\n") { RedisCheck.read($0, $1) } == (.finished(.layer7OK, 0, "Redis server is ok"), 7))
        #expect(ending(of: "+PONG\r") { RedisCheck.read($0, $1) }.0 == .undecided)
        #expect(ending(of: "-ERR x\r\n") { RedisCheck.read($0, $1) }.0 == .failed(.layer7Status, 0, "-ERR x"))
        #expect(ending(of: "+PON", closes: true) { RedisCheck.read($0, $1) }.0 == .failed(.layer7Status, 0, "+PON"))
    }

    @Test func ldapTakesBothFormsOfLengths() {
        let short: [UInt8] = [0x30, 12, 2, 1, 1, 0x61, 7, 10, 1, 0, 4, 0, 4, 0]
        #expect(ending(of: short) { LDAPCheck.read($0, $1) } == (.finished(.layer7OK, 0, "Success"), 10))
        let long: [UInt8] = [0x30, 0x84, 0, 0, 0, 16, 2, 1, 1, 0x61, 0x84, 0, 0, 0, 7, 10, 1, 49, 4, 0, 4, 0]
        guard case (.failed(.layer7Status, 49, _), 18) = ending(of: long, { LDAPCheck.read($0, $1) }) else {
            Issue.record("a refused bind is not seen")
            return
        }
        #expect(
            ending(of: [0x30, 0xff, 0, 0], closes: true) { LDAPCheck.read($0, $1) }.0 == .failed(.layer7Response, 0, "")
        )
    }

    @Test func postgresSaysWhatIsWrong() {
        let text: [UInt8] = Array("E".utf8) + [0, 0, 0, 20] + Array("SFATAL".utf8) + [0]
        #expect(ending(of: text) { PostgreSQLCheck.read($0, $1) } == (.failed(.layer7Response, 0, "FATAL"), 12))
        #expect(
            ending(of: text.dropLast(), closes: true) { PostgreSQLCheck.read($0, $1) }.0
                == .failed(.layer7Response, 0, ""))
    }

    @Test func postgresIsNotTakenAtItsFirstLetter() {
        let question: [UInt8] = Array("R".utf8) + [0, 0, 0, 8, 0, 0, 0, 0]
        #expect(
            ending(of: question) { PostgreSQLCheck.read($0, $1) }
                == (.finished(.layer7OK, 0, "PostgreSQL server is ok"), question.count))
    }

    @Test func mysqlReadsWholePackets() {
        let handshake: [UInt8] = [7, 0, 0, 0, 10] + Array("8.0".utf8) + [0, 1, 2]
        #expect(
            ending(of: handshake) { MySQLCheck.read($0, $1, packet: 0, isLast: true) }
                == (.finished(.layer7OK, 0, "8.0"), handshake.count))
        let refusal: [UInt8] = handshake + [5, 0, 0, 2, 0xff, 0x15, 0x04] + Array("no".utf8)
        #expect(
            ending(of: refusal) { MySQLCheck.read($0, $1, packet: 1, isLast: true) }
                == (.failed(.layer7Status, 1045, "no"), refusal.count))
        // A length that no server means.
        #expect(
            ending(of: [0xff, 0xff, 0xff, 0, 10], closes: true) { MySQLCheck.read($0, $1, packet: 0, isLast: true) }.0
                == .failed(.layer7Response, 0, ""))
    }

    @Test func anyRecordOfTLSIsAnAnswer() {
        #expect(ending(of: [0x16, 3, 3, 0, 1, 2]) { TLSHelloCheck.read($0, $1) } == (.finished(.layer6OK, 0, ""), 5))
        #expect(ending(of: "HTTP") { TLSHelloCheck.read($0, $1) }.0 == .failed(.layer6Response, 0, ""))
    }

    @Test func spopFramesAreWhole() {
        let hello: [UInt8] = [0, 0, 0, 7, 101, 0, 0, 0, 1, 0, 0]
        #expect(ending(of: hello) { SPOPCheck.read($0, $1) } == (.finished(.layer7OK, 0, ""), hello.count))
        let end: [UInt8] = [102, 0, 0, 0, 1, 0, 0, 11] + Array("status-code".utf8) + [3, 3]
        #expect(
            ending(of: [0, 0, 0, UInt8(end.count)] + end) { SPOPCheck.read($0, $1) }.0
                == .failed(.layer7Response, 0, "frame is too big"))
        // Longer than any buffer: it ends with the connection or the room.
        #expect(
            ending(of: [0xff, 0xff, 0xff, 0xff, 101], closes: true) { SPOPCheck.read($0, $1) }.0
                == .failed(.layer7Response, 0, "invalid frame received"))
    }
}

@Suite struct CheckQueueTests {
    @Test func theFirstDueComesFirst() {
        var queue = CheckQueue()
        let dues: [Int64] = [50, 10, 40, 10, 30, 20, 60, 5]
        for (task, due) in dues.enumerated() { queue.add(Int32(task), due: Milliseconds(due)) }
        #expect(queue.next(Milliseconds(4)) == Milliseconds(5))
        #expect(queue.takeDue(Milliseconds(4)) == nil)
        var taken: [Int64] = []
        while let task = queue.takeDue(Milliseconds(100)) { taken.append(dues[Int(task)]) }
        #expect(taken == dues.sorted())
        #expect(queue.next(Milliseconds(100)) == .never)
    }

    @Test func hurryingOnlyMakesEarlier() {
        var queue = CheckQueue()
        for task in 0..<10 { queue.add(Int32(task), due: Milliseconds(Int64(100 + task))) }
        queue.hurry(7, due: Milliseconds(50))
        queue.hurry(0, due: Milliseconds(500))
        queue.hurry(77, due: .zero)
        #expect(queue.takeDue(Milliseconds(99)) == 7)
        #expect(queue.takeDue(Milliseconds(99)) == nil)
        #expect(queue.takeDue(Milliseconds(100)) == 0)
    }
}

@Suite struct CheckDigitTests {
    @Test func digitsAndBytes() {
        let evaluation = ProcessEvaluation(.init(), valueLimit: 1024)
        evaluation.begin()
        let bytes = Array("00fF7e".utf8).withView { $0.bytesOfDigits(evaluation)?.bytes }
        #expect(bytes == [0, 0xff, 0x7e])
        #expect(Array("0".utf8).withView { $0.bytesOfDigits(evaluation)?.bytes } == nil)
        #expect(Array("0g".utf8).withView { $0.bytesOfDigits(evaluation)?.bytes } == nil)
        #expect([UInt8]([0, 0xab]).withView { $0.digitsOfBytes(evaluation)?.bytes } == Array("00AB".utf8))
    }

    @Test func onePartIsFoundInAnother() {
        func contains(_ text: String, _ part: String) -> Bool {
            Array(text.utf8).withView { text in Array(part.utf8).withView { text.contains($0) } }
        }
        #expect(contains("aaab", "aab"))
        #expect(contains("abc", ""))
        #expect(contains("abc", "c"))
        #expect(!contains("abc", "cd"))
        #expect(!contains("", "a"))
    }
}
