import Memory

/// A name server's message, taken apart (RFC 1035, 4.1).
public struct DNSMessage: Sendable {
    static let internetClass: UInt16 = 1

    /// How a server says that it did not answer the question (RFC 1035, 4.1.1).
    public enum Code: Sendable, Equatable {
        case good, nonexistent, refused
        case other
    }

    public let identifier: UInt16
    public let code: Code
    /// There was more than the message could hold: only its question is here.
    public let isTruncated: Bool
    public let question: DNSQuestion
    public let answers: [DNSRecord]
    /// What the server adds unasked.
    public let additional: [DNSRecord]

    /// The number by which a message says which query it answers; nil for what is too short to have one.
    public static func identifier(of bytes: ByteView) -> UInt16? {
        var cursor = DNSCursor(bytes)
        return cursor.short()
    }

    /// Nil for what is no answer to exactly one question, or not well-formed.
    public init?(_ bytes: ByteView) {
        var cursor = DNSCursor(bytes)
        guard let identifier = cursor.short(), let flags = cursor.short(), let questions = cursor.short(),
            let answerCount = cursor.short(), let authorityCount = cursor.short(),
            let additionalCount = cursor.short(), flags & 0x8000 != 0, questions == 1,
            let name = cursor.name(), let type = cursor.short(), let questionClass = cursor.short(),
            questionClass == DNSMessage.internetClass
        else { return nil }
        self.identifier = identifier
        question = DNSQuestion(name, RecordType(rawValue: type))
        code =
            switch flags & 0xf {
            case 0: .good
            case 3: .nonexistent
            case 5: .refused
            default: .other
            }
        isTruncated = flags & 0x0200 != 0
        guard !isTruncated else {
            answers = []
            additional = []
            return
        }
        guard let answers = DNSMessage.records(answerCount, &cursor),
            DNSMessage.records(authorityCount, &cursor) != nil,
            let additional = DNSMessage.records(additionalCount, &cursor)
        else { return nil }
        self.answers = answers
        self.additional = additional
    }

    private static func records(_ count: UInt16, _ cursor: inout DNSCursor) -> [DNSRecord]? {
        var records: [DNSRecord] = []
        for _ in 0..<count {
            guard let record = cursor.record() else { return nil }
            records.append(record)
        }
        return records
    }
}
