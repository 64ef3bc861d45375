import Memory

/// What a peer says first: which protocol it speaks, whom it wants to reach and who it is (peers protocol 2.1, Handshake).
struct PeerGreeting: Equatable {
    var version: String
    /// The name of the peer that is spoken to.
    var receiver: String
    /// The name of the peer that speaks.
    var sender: String

    static let version = "2.1"
    private static let name = "HAProxyS"

    /// What this process says to a peer.
    static func text(to receiver: String, from sender: String, process: Int32) -> String {
        "\(name) \(version)\n\(receiver)\n\(sender) \(process) 1\n"
    }

    enum Parsed: Equatable {
        /// Three lines are not there yet.
        case incomplete
        /// It is something else.
        case wrong
        case found(PeerGreeting, length: Int)
    }

    /// Reads a greeting, which must not be longer than `limit` bytes.
    static func parse(_ data: ByteView, limit: Int = 1024) -> Parsed {
        var lines: [String] = []
        var start = 0
        while lines.count < 3 {
            guard let end = data.firstIndex(of: 10, from: start) else {
                return data.count > limit ? .wrong : .incomplete
            }
            guard end < limit else { return .wrong }
            var line = data.slice(start, end).bytes
            if line.last == 13 { line.removeLast() }
            lines.append(String(decoding: line, as: UTF8.self))
            start = end + 1
        }
        let protocolWords = lines[0].split(separator: " ")
        guard protocolWords.count == 2, protocolWords[0] == name, let sender = lines[2].split(separator: " ").first
        else { return .wrong }
        return .found(
            PeerGreeting(version: String(protocolWords[1]), receiver: lines[1], sender: String(sender)), length: start)
    }

    /// Whether this version of the protocol can be spoken: what is newer in its second number is a superset.
    var isSpoken: Bool { version.hasPrefix("2.") && version.count > 2 }
}

/// The answer to a greeting.
enum PeerAnswer: Int, Sendable {
    case succeeded = 200
    case tryLater = 300
    case protocolError = 501
    case badVersion = 502
    /// The peer that was spoken to has another name.
    case wrongReceiver = 503
    /// The peer that speaks is not one of the section's.
    case wrongSender = 504

    var line: String { "\(rawValue)\n" }
}
