/// How many oddities of a connection of HTTP/1 are too many (manual, 3.2: `tune.h1.fe.glitches-threshold`,
/// `tune.h1.be.glitches-threshold`, `tune.glitches.kill.cpu-usage`).
public struct GlitchLimits: Sendable {
    /// For connections of clients and to servers; 0 is no limit.
    public var client = 0
    public var server = 0
    /// Percent of a second that the loop must have been busy for before it ends connections.
    public var usage = 0

    enum Verdict {
        case tolerable
        /// Three quarters of the limit: the exchange under way is the last.
        case last
        case unbearable
    }

    static func judge(_ count: Int, limit: Int) -> Verdict {
        if count >= limit { return .unbearable }
        return count >= limit - limit / 4 ? .last : .tolerable
    }
}

extension LoopContext {
    /// What is to become of a connection whose oddities have just become `count`. Asked for each of them only, never
    /// for a message without.
    func judge(glitches count: Int, _ limit: KeyPath<GlitchLimits, Int>) -> GlitchLimits.Verdict {
        guard let limits = generation?.generation.global.glitches, limits[keyPath: limit] > 0 else { return .tolerable }
        guard limits.usage == 0 || measureUsage() >= limits.usage else { return .tolerable }
        return GlitchLimits.judge(count, limit: limits[keyPath: limit])
    }
}
