import Balancing

/// What an agent's line asks for (manual, 5.2 `agent-check`).
struct AgentCommand: Sendable, Equatable {
    enum Weight: Sendable, Equatable {
        /// Of the configured weight.
        case percent(Int)
        case absolute(Int)
    }

    /// The last of `ready`, `drain` and `maint`.
    var administration: ServerState.Administration?
    var isUp: Bool?
    /// The word that said so.
    var word = ""
    var weight: Weight?
    var maximumConnections: Int?
    /// What stands behind a sharp, else the first word that means nothing.
    var remark = ""
    /// The first word that means nothing.
    var unknown: String?

    /// - Parameter line: without its end.
    init(_ line: [UInt8]) {
        let bytes = line.prefix { $0 != 10 && $0 != 13 }
        var words = bytes.split(maxSplits: .max) { AgentCommand.isSeparator($0) }
        if let sharp = words.firstIndex(where: { $0.first == UInt8(ascii: "#") }) {
            let text = bytes[words[sharp].startIndex...].drop {
                $0 == UInt8(ascii: "#") || AgentCommand.isSeparator($0)
            }
            remark = AgentCommand.text(text)
            words.removeSubrange(sharp...)
        }
        for word in words { read(AgentCommand.text(word)) }
        if remark.isEmpty, let unknown { remark = unknown }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == UInt8(ascii: ",") }

    /// The agent's bytes as they may stand in logs and tables.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(160).map { (32..<127).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    private mutating func read(_ word: String) {
        switch word.lowercased() {
        case "ready": administration = .ready
        case "drain": administration = .drain
        case "maint": administration = .maintenance
        case "up": (isUp, self.word) = (true, word)
        case "down", "fail", "stopped": (isUp, self.word) = (false, word)
        case let value where value.hasPrefix("maxconn:"):
            guard let number = Int(value.dropFirst(8)), number >= 0 else { return refuse(word) }
            maximumConnections = number
        case let value where value.hasPrefix("weight:"):
            guard let weight = AgentCommand.weight(value.dropFirst(7)) else { return refuse(word) }
            self.weight = weight
        default:
            guard word.hasSuffix("%"), let weight = AgentCommand.weight(word[...]) else { return refuse(word) }
            self.weight = weight
        }
    }

    private mutating func refuse(_ word: String) { unknown = unknown ?? word }

    private static func weight(_ text: Substring) -> Weight? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, let number = Int(digits) else { return nil }
        switch text.dropFirst(digits.count) {
        case "": return number <= ServerSlot.maximumWeight ? .absolute(number) : nil
        case "%": return .percent(number)
        default: return nil
        }
    }

    /// What the agent said of the server's state, for logs and statistics.
    var report: String {
        guard isUp != nil else { return unknown.map { "agent reports an error : \($0)" } ?? "" }
        return "via agent : \(word)\(remark.isEmpty ? "" : " (\(remark))")"
    }
}

extension AgentCommand.Weight {
    /// The weight that comes of it, at most the largest.
    func applied(to configured: Int) -> Int {
        switch self {
        case .absolute(let weight): return weight
        case .percent(let percent):
            let (product, overflows) = configured.multipliedReportingOverflow(by: percent)
            return overflows ? ServerSlot.maximumWeight : min(product / 100, ServerSlot.maximumWeight)
        }
    }
}
