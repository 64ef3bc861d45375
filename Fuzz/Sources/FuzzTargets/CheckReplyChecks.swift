import Memory
import Proxying

/// What holds for answers to health checks: they come from servers that may send anything.
enum CheckReplyChecks {
    /// The first byte chooses the protocol.
    static func run(_ bytes: [UInt8]) throws(Violation) {
        guard let number = bytes.first else { return }
        let content = ConstantBytes(Array(bytes.dropFirst()))
        let answer = content.view
        try require(
            CheckProtocols.status(of: answer, isComplete: true, protocol: Int(number)) != nil,
            "an answer that is whole decides")
        var decided: CheckStatus?
        for count in 0...min(answer.count, 64) {
            let status = CheckProtocols.status(of: answer.slice(0, count), isComplete: false, protocol: Int(number))
            try require(decided == nil || status == decided, "more bytes do not change what is decided")
            decided = status
        }
        withExtendedLifetime(content) {}
    }
}

extension FuzzTarget {
    static let checkReply = FuzzTarget(name: "check-reply") { bytes throws(Violation) in
        try CheckReplyChecks.run(bytes)
    }
}
