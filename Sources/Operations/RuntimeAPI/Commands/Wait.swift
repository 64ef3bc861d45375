import Memory
import Proxying

extension Command {
    /// `wait { -h | <delay> } [<condition> [<args>...]]`, the delay in milliseconds unless it has a unit.
    static let wait = Command(
        "wait", arguments: "{-h|<delay_ms>} cond [args]",
        summary: "wait the specified delay or condition (-h to see list)"
    ) { request in
        let text = request.argument(0)
        if text == "-h" || request.argument(1) == "-h" { return request.answer(usage) }
        guard !text.isEmpty else { return request.refuse("Expects a duration in milliseconds.") }
        guard let delay = Delay.parse(text, unit: 1) else { return request.refuse("Invalid duration.") }
        let condition = request.argument(1)
        guard condition.isEmpty else {
            return request.refuse(
                "Waiting for `\(condition)` is not built yet: it comes with proxies and servers made at run time.")
        }
        request.api.later(after: delay) { request.finish() }
    }

    private static let usage = """
        Usage: wait {-h|<duration>} [condition [args]...]
          - '-h' displays this help
          - <duration> is the maximum wait time, optionally suffixed by the unit among
            'us', 'ms', 's', 'm', 'h', and 'd'. ; the default unit is milliseconds.

        """
}
