import Memory

/// A CONNECT or CONNACK packet of MQTT 3.1, 3.1.1 or 5.0, read from the left once; one wanted field is remembered.
struct MQTTPacket {
    enum Kind: Int64 {
        case connect = 1
        case connack = 2
    }

    /// What the beginning of the bytes is.
    enum Frame {
        case packet(Kind, ByteView)
        case invalid
        /// The rest of it is not here yet.
        case incomplete
    }

    private let kind: Kind
    private var cursor: BinaryCursor
    private let wanted: Int64
    private(set) var found: Sample?

    init(_ kind: Kind, _ content: ByteView, wanted: Int64 = 0) {
        self.kind = kind
        self.wanted = wanted
        cursor = BinaryCursor(content)
    }

    /// Reads the fixed header: the type, no flags, and the length of what follows.
    static func frame(_ view: ByteView) -> Frame {
        var cursor = BinaryCursor(view)
        guard let first = cursor.byte() else { return .incomplete }
        guard first & 15 == 0, let kind = Kind(rawValue: Int64(first >> 4)) else { return .invalid }
        guard let length = cursor.variableNumber(atMost: 4) else {
            return view.count - cursor.position >= 4 ? .invalid : .incomplete
        }
        guard length > 0 else { return .invalid }
        guard let content = cursor.bytes(length) else { return .incomplete }
        return .packet(kind, content)
    }

    /// Reads all of it; whether it is valid.
    mutating func read() -> Bool { (kind == .connect ? readConnect() : readConnack()) && cursor.isAtEnd }

    private mutating func readConnect() -> Bool {
        guard let name = text(MQTTField.protocolName), name.equals("MQTT") || name.equals("MQIsdp"),
            let version = number(1, MQTTField.protocolVersion), (3...5).contains(version),
            let flags = number(1, MQTTField.flags), flags & 1 == 0,
            number(2, MQTTField.keepalive) != nil
        else { return false }
        let hasProperties = version == 5
        if hasProperties, !readProperties(.connect) { return false }
        guard text(MQTTField.clientIdentifier) != nil else { return false }
        if flags & 4 != 0 {
            if hasProperties, !readProperties(.will) { return false }
            guard text(MQTTField.willTopic) != nil, text(MQTTField.willPayload) != nil else { return false }
        }
        if flags & 0x80 != 0, text(MQTTField.username) == nil { return false }
        return flags & 0x40 == 0 || text(MQTTField.password) != nil
    }

    private mutating func readConnack() -> Bool {
        guard let flags = number(1, MQTTField.flags), flags <= 1, number(1, MQTTField.reasonCode) != nil else {
            return false
        }
        // Only 5.0 has properties here, if only their length.
        let version: Int64 = cursor.isAtEnd ? 4 : 5
        if wanted == MQTTField.protocolVersion { found = .integer(version) }
        return version == 4 || readProperties(.connack)
    }

    /// A length and so many bytes of properties, none of which comes twice.
    private mutating func readProperties(_ owner: MQTTProperty.Owner) -> Bool {
        guard let length = cursor.variableNumber(atMost: 4), length <= UInt64(cursor.view.count - cursor.position)
        else {
            return false
        }
        let end = cursor.position + Int(length)
        var seen: UInt64 = 0
        while cursor.position < end {
            guard let property = cursor.variableNumber(atMost: 4),
                let form = MQTTProperty.form(of: property, in: owner),
                read(form, Int64(property))
            else { return false }
            if case .pair = form { continue }
            let bit = UInt64(1) << (property & 63)
            if seen & bit != 0 { return false }
            seen |= bit
        }
        // Data to authenticate with belong to a method.
        if owner == .connect, seen >> 22 & 1 == 1, seen >> 21 & 1 == 0 { return false }
        return cursor.position == end
    }

    private mutating func read(_ form: MQTTProperty.Form, _ property: Int64) -> Bool {
        switch form {
        case .number(let bytes): number(bytes, property) != nil
        case .positive(let bytes): number(bytes, property).map { $0 > 0 } ?? false
        case .flag: number(1, property).map { $0 <= 1 } ?? false
        case .text: text(property) != nil
        case .pair: text(property) != nil && text(property) != nil
        }
    }

    private mutating func number(_ bytes: UInt64, _ field: Int64) -> UInt64? {
        guard let value = cursor.number(bytes) else { return nil }
        if field == wanted { found = .integer(Int64(truncatingIfNeeded: value)) }
        return value
    }

    /// A length of two bytes and so many bytes.
    private mutating func text(_ field: Int64) -> ByteView? {
        guard let length = cursor.number(2), let text = cursor.bytes(length) else { return nil }
        if field == wanted { found = .string(text) }
        return text
    }
}
