import Memory

/// What a message says to a question.
public enum DNSAnswer: Sendable, Equatable {
    case addresses([DNSAddress])
    case services([DNSService])
    /// The whole answer must be asked for on a stream.
    case truncated
    case failed(DNSFailure)

    /// - Parameter bytes: of the whole message, whose identifier is that of the question's.
    public init(_ bytes: ByteView, to question: DNSQuestion) {
        guard let message = DNSMessage(bytes), message.question == question else {
            self = .failed(.invalid)
            return
        }
        switch message.code {
        case .nonexistent: self = .failed(.nonexistent)
        case .refused: self = .failed(.refused)
        case .other: self = .failed(.other)
        case .good: self = message.isTruncated ? .truncated : DNSAnswer.found(in: message)
        }
    }

    private static func found(in message: DNSMessage) -> DNSAnswer {
        guard !message.answers.isEmpty else { return .failed(.empty) }
        guard let owner = owner(in: message) else { return .failed(.aliasLoop) }
        let records = message.answers.filter { $0.name == owner }
        if message.question.type == .service {
            let services = services(records, message.additional)
            return services.isEmpty ? .failed(.empty) : .services(services)
        }
        let addresses = addresses(records, message.question.type)
        if !addresses.isEmpty { return .addresses(addresses) }
        return .failed(owner == message.question.name ? .empty : .aliasOnly)
    }

    /// The name that the question's stands for in the end; nil when aliases go round in circles.
    private static func owner(in message: DNSMessage) -> DomainName? {
        var aliases: [DomainName: DomainName] = [:]
        for record in message.answers {
            if case .alias(let target) = record.content, aliases.index(forKey: record.name) == nil {
                aliases.updateValue(target, forKey: record.name)
            }
        }
        var owner = message.question.name
        while let entry = aliases.index(forKey: owner) { owner = aliases.remove(at: entry).value }
        // Each alias was followed once at most: a circle ends at a name that has led elsewhere before.
        let leadsOn = message.answers.contains { record in
            guard record.name == owner, case .alias = record.content else { return false }
            return true
        }
        return leadsOn ? nil : owner
    }

    private static func addresses(_ records: [DNSRecord], _ type: RecordType) -> [DNSAddress] {
        var seen: Set<DNSAddress> = []
        return records.compactMap { record in
            guard case .address(let address) = record.content, address.type == type, seen.insert(address).inserted
            else { return nil }
            return address
        }
    }

    private static func services(_ records: [DNSRecord], _ additional: [DNSRecord]) -> [DNSService] {
        var known: [DomainName: [DNSAddress]] = [:]
        for record in additional {
            guard case .address(let address) = record.content else { continue }
            var addresses = known.removeValue(forKey: record.name) ?? []
            addresses.append(address)
            known.updateValue(addresses, forKey: record.name)
        }
        var seen: Set<DNSService.Place> = []
        return records.compactMap { record in
            guard case .service(let weight, let port, let target) = record.content else { return nil }
            let place = DNSService.Place(target: target, port: port)
            // A service whose target is the root is not there at all (RFC 2782).
            guard target != .root, seen.insert(place).inserted else { return nil }
            let index = known.index(forKey: target)
            // bounded: an index that the dictionary has just given
            let addresses = index.map { known[$0].value } ?? []
            return DNSService(place: place, weight: weight, addresses: addresses)
        }
    }
}

/// Why there is no answer.
public enum DNSFailure: Sendable, Hashable, CaseIterable {
    /// There is no such name.
    case nonexistent
    case refused
    /// The name has nothing of what was asked for.
    case empty
    /// The name stands for another one, of which nothing is said.
    case aliasOnly
    case aliasLoop
    /// Not well-formed, or the answer to another question.
    case invalid
    /// No server has answered in time.
    case timeout
    case other
}

/// Where a service is (RFC 2782).
public struct DNSService: Sendable, Equatable {
    /// What tells one from another.
    public struct Place: Sendable, Hashable {
        public let target: DomainName
        public let port: UInt16

        public init(target: DomainName, port: UInt16) {
            self.target = target
            self.port = port
        }
    }

    public let place: Place
    public let weight: UInt16
    /// Those of the target that the server has added.
    public let addresses: [DNSAddress]

    public init(place: Place, weight: UInt16, addresses: [DNSAddress] = []) {
        self.place = place
        self.weight = weight
        self.addresses = addresses
    }
}
