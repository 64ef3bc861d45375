@testable import DNS

/// A name server's message, byte by byte.
struct AnswerBuilder {
    var identifier: UInt16 = 0x1234
    var flags: UInt16 = 0x8180
    var question = DNSQuestion(name("www.example"), .ipv4)
    var answers: [[UInt8]] = []
    var authority: [[UInt8]] = []
    var additional: [[UInt8]] = []
    /// Instead of how many records there are.
    var answerCount: UInt16?

    static func name(_ text: String) -> DomainName { DomainName(text) ?? .root }

    static func short(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }

    /// - Parameter length: said instead of the data's own.
    static func record(_ owner: [UInt8], _ type: UInt16, _ data: [UInt8], length: Int? = nil, inClass: Int = 1)
        -> [UInt8]
    {
        owner + short(Int(type)) + short(inClass) + [0, 0, 0, 5] + short(length ?? data.count) + data
    }

    static func ipv4(_ owner: String, _ data: [UInt8]) -> [UInt8] { record(name(owner).bytes, 1, data) }
    static func alias(_ owner: String, _ target: String) -> [UInt8] { record(name(owner).bytes, 5, name(target).bytes) }
    static func service(_ owner: String, _ weight: Int, _ port: Int, _ target: String) -> [UInt8] {
        record(name(owner).bytes, 33, short(1) + short(weight) + short(port) + name(target).bytes)
    }

    var bytes: [UInt8] {
        var bytes = Self.short(Int(identifier)) + Self.short(Int(flags)) + Self.short(1)
        bytes += Self.short(Int(answerCount ?? UInt16(answers.count)))
        bytes += Self.short(authority.count) + Self.short(additional.count)
        bytes += question.name.bytes + Self.short(Int(question.type.rawValue)) + Self.short(1)
        return bytes + (answers + authority + additional).flatMap { $0 }
    }

    var answer: DNSAnswer { bytes.withView { DNSAnswer($0, to: question) } }
}
