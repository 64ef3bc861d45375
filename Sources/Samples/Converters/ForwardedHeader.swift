import Memory

/// One element of a Forwarded header, with the parameters that the RFC names and no others.
struct ForwardedHeader {
    let view: ByteView

    enum Parameter: UInt8 {
        case proto = 1
        case host = 2
        case `for` = 4
        case by = 8

        static func named(_ name: ByteView) -> Parameter? {
            if name.equals("proto") { return .proto }
            if name.equals("host") { return .host }
            if name.equals("for") { return .for }
            return name.equals("by") ? .by : nil
        }
    }

    var isValid: Bool { walk { _, _ in } }

    /// Calls `body` with each parameter and its value without quotes; false when something is wrong, at the latest in the end.
    func walk(_ body: (Parameter, ByteView) -> Void) -> Bool {
        var position = 0
        var seen: UInt8 = 0
        while true {
            guard let equals = view.firstIndex(of: 61, from: position),
                let parameter = Parameter.named(view.slice(position, equals)), seen & parameter.rawValue == 0
            else { return false }
            seen |= parameter.rawValue
            let isQuoted = view.byte(at: equals + 1) == 34
            let start = isQuoted ? equals + 2 : equals + 1
            guard var end = isQuoted ? view.firstIndex(of: 34, from: start) : semicolon(from: start) else {
                return false
            }
            let value = view.slice(start, end)
            guard Self.isValid(value, of: parameter, isQuoted: isQuoted) else { return false }
            body(parameter, value)
            if isQuoted { end += 1 }
            if end == view.count { return true }
            guard view.byte(at: end) == 59 else { return false }
            position = end + 1
        }
    }

    private func semicolon(from start: Int) -> Int? { view.firstIndex(of: 59, from: start) ?? view.count }

    private static func isValid(_ value: ByteView, of parameter: Parameter, isQuoted: Bool) -> Bool {
        switch parameter {
        case .proto: return !isQuoted && (value.equals("http") || value.equals("https"))
        case .host: return isQuoted ? isHost(value) : !value.isEmpty && isHostName(value)
        case .for, .by:
            // Colons and brackets need quotes.
            guard isQuoted || value.firstIndex(of: 58) == nil else { return false }
            return ForwardedNode(value) != nil
        }
    }

    /// A name, an IPv4 address or an IPv6 address in brackets, and a port.
    private static func isHost(_ value: ByteView) -> Bool {
        var name = value
        var port = ByteView.empty
        if value.byte(at: 0) == 91 {
            guard let end = value.firstIndex(of: 93), value.slice(1, end).ipv6 != nil else { return false }
            (name, port) = (.empty, value.slice(end + 1))
        } else if let colon = value.firstIndex(of: 58) {
            (name, port) = (value.slice(0, colon), value.slice(colon))
        }
        guard isHostName(name) else { return false }
        return port.isEmpty || port.byte(at: 0) == 58 && ForwardedNode.port(port.slice(1)) != nil
    }

    private static func isHostName(_ name: ByteView) -> Bool {
        name.withSpan { span in
            for index in span.indices {
                let byte = span[index]
                guard byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 45 || byte == 46 else { return false }
            }
            return true
        }
    }
}

/// A node of a Forwarded header (RFC 7239, 6).
struct ForwardedNode {
    /// An address, `unknown`, or an identifier that begins with an underscore.
    let name: Sample
    let port: Sample?

    init?(_ view: ByteView) {
        var end = view.firstIndex(of: 58) ?? view.count
        if view.byte(at: 0) == 91 {
            guard let bracket = view.firstIndex(of: 93), let address = view.slice(1, bracket).ipv6 else { return nil }
            name = .ipv6(high: address.high, low: address.low)
            end = bracket + 1
        } else {
            let text = view.slice(0, end)
            if let address = text.ipv4 {
                name = .ipv4(address)
            } else if text.equals("unknown") || Self.isObfuscated(text) {
                name = .string(text)
            } else {
                return nil
            }
        }
        guard end < view.count else {
            port = nil
            return
        }
        guard view.byte(at: end) == 58 else { return nil }
        let text = view.slice(end + 1)
        port = Self.isObfuscated(text) ? .string(text) : Self.port(text).map { .integer($0) }
        if port == nil { return nil }
    }

    private static func isObfuscated(_ text: ByteView) -> Bool {
        text.byte(at: 0) == 95 && text.count > 1 && isIdentifier(text.slice(1))
    }

    /// Letters, digits, dots, underscores and hyphens.
    static func isIdentifier(_ text: ByteView) -> Bool {
        text.withSpan { span in
            for index in span.indices {
                let byte = span[index]
                guard
                    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == 45 || byte == 46 || byte == 95
                else { return false }
            }
            return true
        }
    }

    /// A number of digits only, of which there may be too many.
    static func port(_ text: ByteView) -> Int64? {
        guard let first = text.byte(at: 0), first &- 48 < 10, let port = text.integer, (1...65_535).contains(port)
        else {
            return nil
        }
        return port
    }
}
