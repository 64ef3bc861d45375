import Proxying

extension Command {
    /// `set rate-limit connections|sessions global <value>` (management guide, 9.3). A listener that has paused looks at the new
    /// limit within 50 milliseconds.
    static let setRateLimit = Command(
        "set rate-limit", arguments: "<layer> <value>", summary: "change a rate limiting value", level: .admin
    ) { request in
        let rates = request.generation.rates
        let limits = ["connections": rates.connections, "sessions": rates.sessions]
        guard let limit = limits[request.argument(0)], request.argument(1) == "global" else {
            return request.refuse(
                """
                'set rate-limit' only supports :
                   - 'connections global' to set the per-process maximum connection rate
                   - 'sessions global' to set the per-process maximum session rate

                """)
        }
        guard !request.argument(2).isEmpty else { return request.refuse("Expects an integer value.") }
        guard let value = Int(request.argument(2)), (0...Int(Int32.max)).contains(value) else {
            return request.refuse("Value out of range.")
        }
        limit.limit = value
        request.finish()
    }
}
