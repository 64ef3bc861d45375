import DNS
import Memory

/// What holds for messages that come from name servers.
enum NameServerAnswerChecks {
    static func run(_ bytes: [UInt8]) throws(Violation) {
        let content = ConstantBytes(bytes)
        guard let message = DNSMessage(content.view) else { return }
        try require(DNSMessage.identifier(of: content.view) == message.identifier, "the number is the first two bytes")
        try check(message.question.name)
        for record in message.answers + message.additional { try check(record.name) }
        switch DNSAnswer(content.view, to: message.question) {
        case .addresses(let addresses):
            try require(!addresses.isEmpty, "addresses are some")
            try require(Set(addresses).count == addresses.count, "addresses come once")
            try require(
                addresses.allSatisfy { $0.type == message.question.type }, "addresses are of the type asked for")
        case .services(let services):
            try require(!services.isEmpty, "services are some")
            try require(Set(services.map(\.place)).count == services.count, "services come once")
        case .truncated: try require(message.isTruncated, "a truncated answer says so")
        case .failed(let failure): try require(failure != .invalid, "a message that is read answers its own question")
        }
        withExtendedLifetime(content) {}
    }

    /// A name can be asked for again, and its text is one line.
    private static func check(_ name: DomainName) throws(Violation) {
        try require(name.bytes.count <= 255 && name.bytes.last == 0, "a name fits a message")
        try require(name.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "a name's text is plain")
        let question = DNSQuestion(name, .ipv4)
        let asked = ConstantBytes(question.message(identifier: 7, payloadSize: 512))
        try require(DNSMessage.identifier(of: asked.view) == 7, "a question has its number")
    }
}

extension FuzzTarget {
    static let nameServerAnswer = FuzzTarget(name: "name-server-answer") { bytes throws(Violation) in
        try NameServerAnswerChecks.run(bytes)
    }
}
