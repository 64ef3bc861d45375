import Configuration

/// What a health check does, step after step: compiled once from the words of a proxy or of a `healthcheck` section, and
/// shared by all servers that are checked in this way.
public final class CheckPlan: Sendable {
    /// Which protocol the steps speak.
    public enum Kind: Sendable, Hashable {
        /// Bytes as they come.
        case bytes
        /// Requests and responses of HTTP/1.
        case http
        /// A command of the operator's.
        case command
    }

    public let kind: Kind
    let steps: ContiguousArray<CheckStep>
    /// `option tcp-check`: results name the step that they come from.
    let namesSteps: Bool
    /// `tcp-check` rules say what the steps are.
    let hasRules: Bool
    /// `http-check disable-on-404`
    let disablesOn404: Bool
    /// `external-check`
    let command: ExternalCommand?

    init(
        _ kind: Kind, _ steps: [CheckStep], namesSteps: Bool = false, hasRules: Bool = false,
        disablesOn404: Bool = false, command: ExternalCommand? = nil
    ) {
        self.kind = kind
        self.steps = ContiguousArray(steps)
        self.namesSteps = namesSteps
        self.hasRules = hasRules
        self.disablesOn404 = disablesOn404
        self.command = command
    }

    /// A connection that comes about is all there is to it.
    static let connection = CheckPlan(.bytes, [CheckStep(.connect(.ofServer))])

    /// Asks an agent for its line.
    static let agent = CheckPlan(
        .bytes, [CheckStep(.connect(.ofServer)), CheckStep(.sendAgentMessage), CheckStep(.expectAgentLine)])

    /// Every connection names its port, so that servers need none; a command knows what it does.
    var namesEveryPort: Bool {
        steps.allSatisfy { step in
            guard case .connect(let connect) = step.action else { return true }
            return connect.port != .ofServer
        }
    }

    /// Nothing is known but that a connection came about.
    var endsWithConnection: Bool {
        guard case .connect? = steps.last?.action else { return false }
        return true
    }
}
