import Configuration
import Memory
import Samples

/// What the words of a section have said of its checks so far.
public struct CheckDraft {
    /// `option …-check`
    enum Option {
        case none, bytes
        case http(CheckRequest.Settings)
        /// The steps of one protocol.
        case fixed(CheckPlan)
        /// `external-check`
        case command
    }

    /// A rule of one of the two sets.
    enum Rule {
        case step(CheckStep.Action, comment: String?)
        case request(CheckRequest.Settings, comment: String?)
        /// For the rule behind it.
        case comment(String)

        var isConnect: Bool {
            if case .step(.connect, _) = self { return true }
            return false
        }

        /// It may stand in front of the first connection.
        var mayPrecedeConnect: Bool {
            switch self {
            case .comment, .step(.setVariable, _): true
            case .step, .request: false
            }
        }
    }

    private(set) var option = Option.none
    var rules: [CheckPlan.Kind: [Rule]] = [:]
    /// `external-check command` and `external-check path`
    var command: (program: String?, path: String) = (nil, "")
    var disablesOn404 = false
    var sendsState = false
    /// The rules are those of a `defaults` section: the section's own take their place.
    private var inherited: Set<CheckPlan.Kind> = []
    /// The request of the option, too.
    private var hasInheritedRequest = false

    /// As a section has it that starts with what this one says.
    var asInherited: CheckDraft {
        var copy = self
        copy.inherited = Set(rules.keys)
        copy.hasInheritedRequest = true
        return copy
    }

    /// Adds a rule behind the others. With the first one of its own, a section does without what it has inherited.
    mutating func add(_ rule: Rule, to kind: CheckPlan.Kind) {
        forgetInherited(kind)
        if kind == .http, hasInheritedRequest, case .http = option {
            option = .http(CheckRequest.Settings())
            hasInheritedRequest = false
        }
        rules[kind, default: []].append(rule)
    }

    /// A request that is said anew does without inherited rules.
    mutating func choose(_ option: Option) {
        if case .http = option { forgetInherited(.http) }
        self.option = option
        hasInheritedRequest = false
    }

    private mutating func forgetInherited(_ kind: CheckPlan.Kind) {
        if inherited.remove(kind) != nil { rules[kind] = nil }
    }

    /// A connection must be the first thing that is done, if one is said at all.
    func allowsConnect(in kind: CheckPlan.Kind) -> Bool {
        let known = inherited.contains(kind) ? [] : rules[kind] ?? []
        return known.allSatisfy(\.mayPrecedeConnect) || known.first { !$0.mayPrecedeConnect }?.isConnect == true
    }

    /// A request needs a connection of its own, where requests are what is sent.
    var allowsRequest: Bool {
        guard case .http = option else { return true }
        let known = inherited.contains(.http) ? [] : rules[.http] ?? []
        guard let last = known.last(where: { !$0.mayPrecedeConnect }) else { return true }
        return last.isConnect
    }

    /// How many rules a set has so far.
    func count(_ kind: CheckPlan.Kind) -> Int { inherited.contains(kind) ? 0 : rules[kind]?.count ?? 0 }

    /// The kinds of rules that its option does not use.
    var unusedRules: [CheckPlan.Kind] {
        [.bytes, .http].filter { kind in
            guard rules[kind]?.isEmpty == false, !inherited.contains(kind) else { return false }
            return switch (option, kind) {
            case (.bytes, .bytes), (.http, .http): false
            default: true
            }
        }
    }

    /// It is none of HTTP, so that words about HTTP have nothing to say.
    var isForeignToHTTP: Bool {
        switch option {
        case .none, .http: false
        case .bytes, .fixed, .command: true
        }
    }

    // MARK: Compiling

    var plan: CheckPlan {
        switch option {
        case .none: .connection
        case .fixed(let plan): plan
        case .command: CheckPlan(.command, [], command: ExternalCommand(command.program ?? "", path: command.path))
        case .bytes: compiled(.bytes, steps(of: .bytes))
        case .http(let request): compiled(.http, httpSteps(request))
        }
    }

    private func compiled(_ kind: CheckPlan.Kind, _ steps: [CheckStep]) -> CheckPlan {
        var steps = steps
        if !steps.contains(where: \.isConnect) { steps.insert(CheckStep(.connect(.ofServer)), at: 0) }
        return CheckPlan(
            kind, steps, namesSteps: kind == .bytes,
            hasRules: kind == .bytes && rules[.bytes]?.isEmpty == false, disablesOn404: disablesOn404)
    }

    /// The steps of a set of rules, each with its comment.
    private func steps(of kind: CheckPlan.Kind, request: (CheckRequest.Settings) -> CheckRequest.Settings = { $0 })
        -> [CheckStep]
    {
        var steps: [CheckStep] = []
        var comment: String?
        for (place, rule) in (rules[kind] ?? []).enumerated() {
            switch rule {
            case .comment(let text): comment = text
            case .step(let action, let own):
                steps.append(CheckStep(action, number: place + 1, comment: own ?? comment))
                comment = nil
            case .request(let settings, let own):
                let whole = CheckRequest(request(settings), sendsState: sendsState)
                steps.append(CheckStep(.request(whole), number: place + 1, comment: own ?? comment))
                comment = nil
            }
        }
        return steps
    }

    private func httpSteps(_ request: CheckRequest.Settings) -> [CheckStep] {
        // The first request is that of the option, as the rule changes it.
        var isFirst = true
        var steps = steps(of: .http) { settings in
            defer { isFirst = false }
            return isFirst ? settings.completed(by: request) : settings
        }
        if isFirst {
            let first = CheckStep(.request(CheckRequest(request, sendsState: sendsState)))
            let connection = steps.firstIndex(where: \.isConnect).map { $0 + 1 }
            steps.insert(first, at: connection ?? steps.firstIndex(where: \.isExpectation) ?? steps.count)
        }
        let lastRequest = steps.lastIndex { $0.isRequest } ?? steps.endIndex
        if lastRequest < steps.endIndex, !steps[lastRequest...].contains(where: \.isExpectation) {
            steps.append(CheckStep(.expect(CheckExpectation(.statuses([200...399])))))
        }
        return steps
    }
}

extension CheckStep {
    fileprivate var isConnect: Bool {
        if case .connect = action { return true }
        return false
    }

    fileprivate var isExpectation: Bool {
        if case .expect = action { return true }
        return false
    }

    fileprivate var isRequest: Bool {
        if case .request = action { return true }
        return false
    }
}

extension CheckRequest.Settings {
    /// With what it does not say taken from `other`.
    fileprivate func completed(by other: CheckRequest.Settings) -> CheckRequest.Settings {
        var result = self
        result.method = method ?? other.method
        result.target = target ?? other.target
        result.version = version ?? other.version
        result.fields = other.fields + fields
        result.body = body ?? other.body
        return result
    }
}

/// What has checks while it is read: a proxy, or a `healthcheck` section.
protocol CheckOwner: AnyObject {
    var checks: CheckDraft { get set }
    var expressions: ExpressionScope { get }
}
