import Proxying

extension Command {
    /// `set severity-output [none|number|string]`
    static let setSeverityOutput = Command(
        "set severity-output", arguments: "[none|number|string]",
        summary: "set presence of severity level in feedback information"
    ) { request in
        guard let output = SeverityOutput(rawValue: request.argument(0)) else {
            return request.refuse("one of 'none', 'number', 'string' is a required argument")
        }
        request.session?.severityOutput = output
        request.finish()
    }
}
