import Configuration
import Samples

/// The rule sets of a proxy (manual, 4.3).
public enum RuleSetKind: UInt8, Sendable, CaseIterable {
    case tcpConnection, tcpSession, tcpContent, tcpResponse, httpRequest, httpResponse, httpAfterResponse

    /// The words in front of an action.
    public var words: String {
        switch self {
        case .tcpConnection: "tcp-request connection"
        case .tcpSession: "tcp-request session"
        case .tcpContent: "tcp-request content"
        case .tcpResponse: "tcp-response content"
        case .httpRequest: "http-request"
        case .httpResponse: "http-response"
        case .httpAfterResponse: "http-after-response"
        }
    }

    /// Whether the rules are about heads of messages.
    var isHTTP: Bool { self == .httpRequest || self == .httpResponse || self == .httpAfterResponse }

    /// Where such rules may stand.
    var places: SectionSet {
        switch self {
        case .tcpConnection, .tcpSession: [.defaults, .frontend]
        case .tcpResponse: [.defaults, .backend]
        case .tcpContent, .httpRequest, .httpResponse, .httpAfterResponse: .proxies
        }
    }

    /// Where expressions of such rules are evaluated, in a section of these kinds.
    func uses(in sections: SectionSet) -> SamplePlaces {
        let front: SamplePlaces
        let back: SamplePlaces
        switch self {
        case .tcpConnection: (front, back) = (.frontendConnection, [])
        case .tcpSession: (front, back) = (.frontendSession, [])
        case .tcpContent: (front, back) = (.frontendContent, .backendContent)
        case .tcpResponse: (front, back) = ([], .backendResponseContent)
        case .httpRequest: (front, back) = (.frontendRequest, .backendRequest)
        case .httpResponse, .httpAfterResponse: (front, back) = (.frontendResponse, .backendResponse)
        }
        if sections.contains(.defaults) { return front.union(back) }
        return (sections.contains(.frontend) ? front : []).union(sections.contains(.backend) ? back : [])
    }
}

/// Some of the rule sets.
public struct RuleSetKinds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ kind: RuleSetKind) { rawValue = 1 << kind.rawValue }

    static let tcpConnection = RuleSetKinds(.tcpConnection)
    static let tcpSession = RuleSetKinds(.tcpSession)
    static let tcpContent = RuleSetKinds(.tcpContent)
    static let tcpResponse = RuleSetKinds(.tcpResponse)
    static let httpRequest = RuleSetKinds(.httpRequest)
    static let httpResponse = RuleSetKinds(.httpResponse)
    static let httpAfterResponse = RuleSetKinds(.httpAfterResponse)
    /// Heads of messages are at hand.
    static let http: RuleSetKinds = [.httpRequest, .httpResponse, .httpAfterResponse]
    static let all: RuleSetKinds = [.tcpConnection, .tcpSession, .tcpContent, .tcpResponse, .http]
}
