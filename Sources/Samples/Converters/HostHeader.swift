import Memory

/// The two parts of a Host header's value (RFC 9110, 7.2).
extension Converter {
    /// `host_only`
    static let hostOnly = Converter(
        "host_only", takes: .string, gives: .string, "The host of a Host header, without the port and in small letters."
    ) { value, _, evaluation in
        value.view.flatMap { view in
            Sample.string(view.slice(0, portColon(view) ?? view.count)).mapped(evaluation) {
                $0 &- 65 < 26 ? $0 | 0x20 : $0
            }
        }
    }

    /// `port_only`
    static let portOnly = Converter(
        "port_only", takes: .string, gives: .integer, "The port of a Host header, 0 without one."
    ) { value, _, _ in
        guard let view = value.view else { return nil }
        guard let colon = portColon(view) else { return .integer(0) }
        let digits = view.slice(colon + 1)
        guard digits.byte(at: 0).map({ $0 &- 48 < 10 }) == true, let port = digits.integer, port <= UInt32.max else {
            return .integer(0)
        }
        return .integer(port)
    }

    /// The last colon, unless it is inside the brackets of an IPv6 address.
    private static func portColon(_ view: ByteView) -> Int? {
        var position = view.count - 1
        while let byte = view.byte(at: position) {
            if byte == 58 { return position }
            if byte == 93 { return nil }
            position -= 1
        }
        return nil
    }
}
