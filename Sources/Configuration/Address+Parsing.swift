extension Address {
    /// An address as configurations have it (section 2.9), if `rules` allow it.
    public init(configuration text: String, rules: AddressRules) throws(AddressFailure) {
        var rest = Substring(text)
        let prefix = AddressPrefix.take(from: &rest)
        let byDefault: Kind = rules.contains(.datagramByDefault) ? .datagram : .stream
        let socketType = prefix.socketType ?? byDefault
        self.init(
            family: prefix.family ?? (rest.hasPrefix("/") ? .unix : .unspecified), socketType: socketType,
            transport: prefix.transport ?? socketType, isMultipath: prefix.isMultipath, host: .any, text: text)
        try checkKind(rules)
        switch family {
        case .unspecified, .ipv4, .ipv6: try parseInternet(rest, rules)
        case .unix, .abstract, .abstractZeroTerminated: try parsePath(rest, rules)
        case .descriptor, .socketPair: try parseDescriptor(rest, rules)
        case .reverseHTTP: try parseReverse(rest, rules)
        }
    }

    private func checkKind(_ rules: AddressRules) throws(AddressFailure) {
        if isQUIC {
            guard rules.contains(.quic) else {
                throw AddressFailure("QUIC address not acceptable in '\(text)'")
            }
        } else if transport == .datagram || socketType == .datagram {
            guard rules.contains(.datagram) else {
                throw AddressFailure("dgram-type address not acceptable in '\(text)'")
            }
        } else if !rules.contains(.stream) {
            throw AddressFailure("stream-type address not acceptable in '\(text)'")
        }
    }

    // MARK: Internet addresses

    private mutating func parseInternet(_ rest: Substring, _ rules: AddressRules) throws(AddressFailure) {
        let (hostText, portText) = try split(rest)
        if portText == nil || portText == "" {
            guard !rules.contains(.portRequired) else {
                throw AddressFailure("missing port specification in '\(text)'")
            }
        }
        if let portText, !portText.isEmpty { port = try parsePort(portText, rules) }
        try parseHost(hostText, written: rest, rules)
    }

    /// Parts host and port; the port is always what follows the last colon outside brackets.
    private func split(_ rest: Substring) throws(AddressFailure) -> (host: Substring, port: Substring?) {
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else {
                throw AddressFailure("invalid address: '\(rest)' in '\(text)', the closing bracket is missing")
            }
            let host = rest[rest.index(after: rest.startIndex)..<end]
            let tail = rest[rest.index(after: end)...]
            if tail.isEmpty { return (host, nil) }
            guard tail.hasPrefix(":") else { throw AddressFailure("invalid address: '\(rest)' in '\(text)'") }
            return (host, tail.dropFirst())
        }
        guard let colon = rest.lastIndex(of: ":") else { return (rest, nil) }
        return (rest[..<colon], rest[rest.index(after: colon)...])
    }

    private mutating func parseHost(
        _ name: Substring, written rest: Substring, _ rules: AddressRules
    ) throws(AddressFailure) {
        if name.isEmpty || name == "*" {
            if family == .unspecified { family = .ipv4 }
            return
        }
        if let bytes = InternetAddress.ipv6(String(name)) {
            guard family != .ipv4 else { throw invalid(name) }
            (family, host) = (.ipv6, .ipv6(bytes))
        } else if let bytes = InternetAddress.ipv4(String(name)) {
            guard family != .ipv6 else { throw invalid(name) }
            (family, host) = (.ipv4, .ipv4(bytes))
        } else if name.contains(":") {
            let hint = InternetAddress.ipv6(String(rest)) == nil ? "" : ", write '[\(rest)]' for an IPv6 address"
            throw AddressFailure("invalid address: '\(name)' in '\(text)'\(hint)")
        } else {
            guard rules.contains(.names), Address.isName(name) else { throw invalid(name) }
            host = .name(String(name))
        }
    }

    private func invalid(_ name: Substring) -> AddressFailure {
        AddressFailure("invalid address: '\(name)' in '\(text)'")
    }

    /// Letters, digits, hyphens, underscores and dots; digits and dots alone are no name.
    private static func isName(_ name: Substring) -> Bool {
        guard name.utf8.count <= 255 else { return false }
        var hasOther = false
        for byte in name.utf8 {
            guard byte.isNameByte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { return false }
            if !byte.isASCIIDigit && byte != UInt8(ascii: ".") { hasOther = true }
        }
        return hasOther
    }

    // MARK: Ports

    private func parsePort(_ written: Substring, _ rules: AddressRules) throws(AddressFailure) -> Port {
        guard rules.contains(.port) || rules.contains(.portRequired) else {
            throw AddressFailure("port specification not permitted here in '\(text)'")
        }
        if written.hasPrefix("+") || written.hasPrefix("-") {
            guard rules.contains(.portOffset) else {
                throw AddressFailure("port offset not permitted here in '\(text)'")
            }
            guard let offset = Int(written), abs(offset) <= 65_535 else {
                throw AddressFailure("invalid port offset '\(written)' in '\(text)'")
            }
            return .offset(offset)
        }
        guard let dash = written.firstIndex(of: "-") else {
            let number = try portNumber(written, rules)
            return number == 0 ? .none : .fixed(number)
        }
        guard rules.contains(.portRange) else { throw AddressFailure("port range not permitted here in '\(text)'") }
        let low = try portNumber(written[..<dash], rules)
        let high = try portNumber(written[written.index(after: dash)...], rules)
        guard low > 0, low <= high else { throw AddressFailure("invalid port range '\(written)' in '\(text)'") }
        return low == high ? .fixed(low) : .range(low...high)
    }

    private func portNumber(_ written: Substring, _ rules: AddressRules) throws(AddressFailure) -> Int {
        if let other = written.first(where: { !("0"..."9").contains($0) }) {
            throw AddressFailure("invalid character '\(other)' in port number '\(written)' in '\(text)'")
        }
        let lowest = rules.contains(.portRequired) ? 1 : 0
        guard let number = Int(written), (lowest...65_535).contains(number) else {
            throw AddressFailure("invalid port '\(written)' in '\(text)'")
        }
        return number
    }

    // MARK: Other addresses

    /// The longest path of a unix socket; the last byte of `sun_path` is a NUL.
    private static let longestPath = 107

    private mutating func parsePath(_ rest: Substring, _ rules: AddressRules) throws(AddressFailure) {
        guard rules.contains(.unix) else { throw AddressFailure("UNIX socket not acceptable here in '\(text)'") }
        guard !rest.isEmpty else { throw AddressFailure("missing socket path in '\(text)'") }
        guard rest.utf8.count <= Address.longestPath else {
            throw AddressFailure("socket path '\(rest)' too long (max \(Address.longestPath))")
        }
        host = .path(String(rest))
    }

    private mutating func parseDescriptor(_ rest: Substring, _ rules: AddressRules) throws(AddressFailure) {
        let needed: AddressRules = family == .descriptor ? .descriptors : .socketPairs
        guard rules.contains(needed) else {
            throw AddressFailure("a file descriptor is not acceptable here in '\(text)'")
        }
        guard let number = Int32(rest), number >= 0, rest.utf8.allSatisfy(\.isASCIIDigit) else {
            throw AddressFailure("file descriptor '\(rest)' is not a valid integer in '\(text)'")
        }
        host = .descriptor(Int(number))
    }

    private mutating func parseReverse(_ rest: Substring, _ rules: AddressRules) throws(AddressFailure) {
        guard rules.contains(.reverseHTTP) else {
            throw AddressFailure("reverse HTTP address not acceptable here in '\(text)'")
        }
        host = rest.isEmpty ? .any : .name(String(rest))
    }
}
