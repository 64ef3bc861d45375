import Memory
import Testing

@testable import DNS

private typealias Builder = AnswerBuilder

struct DNSAnswerTests {
    @Test func questionIsWrittenAsServersWantIt() {
        let question = DNSQuestion(Builder.name("a.b"), .service)
        #expect(
            question.message(identifier: 0xabcd, payloadSize: 1232) == [
                0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 97, 1, 98, 0, 0, 33, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0,
                0,
            ])
    }

    @Test func addressesComeOnceInTheirOrder() {
        var builder = Builder()
        builder.answers = [[10, 0, 0, 2], [10, 0, 0, 1], [10, 0, 0, 2]].map { Builder.ipv4("www.example", $0) }
        builder.authority = [Builder.record([0], 2, Builder.name("ns").bytes)]
        #expect(builder.answer == .addresses([.ipv4(0x0a00_0002), .ipv4(0x0a00_0001)]))
    }

    /// A long chain of pointers is no name: following each of very many would take the loop's time.
    @Test func pointersAreCounted() {
        for (count, isName) in [(128, true), (129, false), (8000, false)] {
            // A root name, and pointers that each lead to the one before.
            var bytes: [UInt8] = [0]
            for place in 0..<count {
                let target = place == 0 ? 0 : 2 * place - 1
                bytes += [UInt8(0xc0 | target >> 8), UInt8(target & 255)]
            }
            let name = bytes.withView { view in
                var cursor = DNSCursor(view, at: bytes.count - 2)
                return cursor.name()
            }
            #expect((name == .root) == isName, "\(count)")
        }
    }

    @Test func wideAddresses() {
        var builder = Builder(question: DNSQuestion(Builder.name("www.example"), .ipv6))
        builder.answers = [
            Builder.record(Builder.name("WWW.example").bytes, 28, [32, 1] + Array(repeating: 0, count: 13) + [1])
        ]
        #expect(builder.answer == .addresses([.ipv6(high: 0x2001 << 48, low: 1)]))
    }

    @Test func aliasesAreFollowedInAnyOrder() {
        var builder = Builder()
        builder.answers = [
            Builder.ipv4("c.example", [10, 0, 0, 3]), Builder.alias("b.example", "c.example"),
            Builder.alias("www.example", "b.example"), Builder.ipv4("other.example", [10, 0, 0, 9]),
        ]
        #expect(builder.answer == .addresses([.ipv4(0x0a00_0003)]))
        builder.answers.removeFirst()
        #expect(builder.answer == .failed(.aliasOnly))
    }

    @Test func aliasesThatGoRoundAreNoAnswer() {
        var builder = Builder()
        builder.answers = [Builder.alias("www.example", "b.example"), Builder.alias("b.example", "www.example")]
        #expect(builder.answer == .failed(.aliasLoop))
        builder.answers = [Builder.alias("www.example", "www.example")]
        #expect(builder.answer == .failed(.aliasLoop))
    }

    @Test func servicesHaveTheAddressesThatWereAdded() {
        var builder = Builder(question: DNSQuestion(Builder.name("_http._tcp.example"), .service))
        builder.answers = [
            Builder.service("_http._tcp.example", 10, 8001, "a.example"),
            Builder.service("_http._tcp.example", 20, 8002, "b.example"),
            Builder.service("_http._tcp.example", 30, 8001, "a.example"),
            Builder.record(Builder.name("_http._tcp.example").bytes, 33, [0, 0, 0, 0, 0, 0, 0]),
        ]
        builder.additional = [Builder.ipv4("a.example", [10, 0, 0, 1]), Builder.record([0], 41, [])]
        let first = DNSService(
            place: DNSService.Place(target: Builder.name("a.example"), port: 8001), weight: 10,
            addresses: [.ipv4(0x0a00_0001)])
        let second = DNSService(
            place: DNSService.Place(target: Builder.name("b.example"), port: 8002), weight: 20, addresses: [])
        #expect(builder.answer == .services([first, second]))
    }

    @Test func codesAreTold() {
        let expected: [(UInt16, DNSAnswer)] = [
            (0x8180, .failed(.empty)), (0x8181, .failed(.other)), (0x8182, .failed(.other)),
            (0x8183, .failed(.nonexistent)), (0x8185, .failed(.refused)), (0x8380, .truncated),
            (0x0180, .failed(.invalid)),
        ]
        for (flags, answer) in expected { #expect(Builder(flags: flags).answer == answer) }
    }

    @Test func anotherQuestionsAnswerIsNone() {
        var builder = Builder()
        builder.answers = [Builder.ipv4("www.example", [10, 0, 0, 1])]
        for other in [DNSQuestion(Builder.name("x.example"), .ipv4), DNSQuestion(Builder.name("www.example"), .ipv6)] {
            #expect(builder.bytes.withView { DNSAnswer($0, to: other) } == .failed(.invalid))
        }
    }

    /// Where the answer's first record begins.
    private static let start = Builder().bytes.count

    @Test(arguments: [
        // A pointer to itself, to its second byte, forward, far away, and to one that points back to it.
        [0xc0, UInt8(start), 0, 1], [0xc0, UInt8(start + 1)], [0xc0, UInt8(start + 9)], [0xff, 0xff],
        [1, 97, 0xc0, UInt8(start)],
        // Labels that are longer than the message, of a kind that nobody defined, and without an end.
        [63, 97], [0x40, 97, 0], [0x80, 97, 0], [3, 97, 98, 99], [0xc0],
    ])
    func namesThatDoNotEnd(_ owner: [UInt8]) {
        var builder = Builder()
        builder.answers = [Builder.record(owner, 1, [10, 0, 0, 1])]
        #expect(builder.answer == .failed(.invalid))
        builder.answers = [owner]
        builder.answerCount = 1
        #expect(builder.answer == .failed(.invalid))
    }

    @Test func namesGrowNoLongerThanAllowed() {
        // Each of them is a label and a pointer to the one before.
        var builder = Builder()
        builder.answers = [
            Builder.record(Builder.name("www.example").bytes, 16, [63] + Array(repeating: 97, count: 63) + [0])
        ]
        var place = Self.start + builder.answers[0].count - 65
        for _ in 0..<5 {
            let owner = [63] + Array(repeating: UInt8(98), count: 63) + [0xc0 | UInt8(place >> 8), UInt8(place & 255)]
            place = builder.bytes.count
            builder.answers.append(Builder.record(owner, 1, [10, 0, 0, 1]))
        }
        #expect(builder.answer == .failed(.invalid))
    }

    @Test func recordsThatLieAboutTheirLength() {
        let owner = Builder.name("www.example").bytes
        for record in [
            Builder.record(owner, 1, [10, 0, 0, 1], length: 3), Builder.record(owner, 1, [10, 0, 0, 1], length: 5),
            Builder.record(owner, 1, [10, 0, 0]), Builder.record(owner, 28, [0, 0, 0, 0]),
            Builder.record(owner, 33, [0, 0, 0, 0]), Builder.record(owner, 5, [1, 97, 0, 0]),
            Builder.record(owner, 16, [1], length: 65535), Array(owner.prefix(4)), owner + [0, 1, 0],
        ] {
            var builder = Builder()
            builder.answers = [record]
            #expect(builder.answer == .failed(.invalid), "\(record)")
        }
        var builder = Builder()
        builder.answers = [Builder.record(owner, 1, [10, 0, 0, 1], inClass: 3)]
        #expect(builder.answer == .failed(.empty))
        builder.answerCount = 65535
        #expect(builder.answer == .failed(.invalid))
    }

    @Test func everyPrefixIsReadWithoutHarm() {
        var builder = Builder()
        builder.answers = [Builder.alias("www.example", "b.example"), Builder.ipv4("b.example", [10, 0, 0, 3])]
        let whole = builder.bytes
        for count in 0..<whole.count {
            let answer = Array(whole.prefix(count)).withView { DNSAnswer($0, to: builder.question) }
            #expect(answer == .failed(.invalid), "\(count) bytes")
        }
    }
}
