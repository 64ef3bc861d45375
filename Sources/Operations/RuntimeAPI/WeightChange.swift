import Balancing
import Proxying

/// A new weight as `set weight` and `set server … weight` take it: absolute, or in percent of the configured one.
enum WeightChange {
    /// Changes the weight for a command, and answers it.
    static func apply(_ text: String, to server: ServerState, of backend: Proxy, _ request: CommandRequest) {
        var problem: String?
        request.api.context.change(server, of: backend, cause: .because("changed from CLI")) {
            problem = apply(text, to: server, of: backend)
        }
        if let problem { request.report(.error, problem) } else { request.finish() }
    }

    /// Changes the weight; what is wrong otherwise.
    static func apply(_ text: String, to server: ServerState, of backend: Proxy) -> String? {
        guard !text.isEmpty else { return "Require <weight> or <weight%>.\n" }
        let digits = text.drop { $0 == " " }
        let number = digits.prefix { $0 == "-" || $0 == "+" || $0.isASCIIDigit }
        guard let value = Int(number) else { return "Empty weight string empty or preceded by garbage" }
        let rest = digits.dropFirst(number.count)
        let initial = server.slot.configuredWeight
        var weight = value
        if rest == "%" {
            guard value >= 0 else { return "Relative weight must be positive.\n" }
            weight = min(value.multipliedReportingOverflow(by: initial).partialValue / 100, ServerSlot.maximumWeight)
            if value > 25600 { weight = initial > 0 ? ServerSlot.maximumWeight : 0 }
        } else if rest.isEmpty {
            guard (0...ServerSlot.maximumWeight).contains(value) else {
                return "Absolute weight can only be between 0 and 256 inclusive.\n"
            }
        } else {
            return "Trailing garbage in weight string\n"
        }
        if backend.settings.hasStaticBalance, weight != 0, weight != initial {
            return "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.\n"
        }
        server.slot.weight = weight
        return nil
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
