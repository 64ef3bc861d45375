/// Fields by number: those of MQTT 5.0's properties are their identifiers, others follow behind these.
enum MQTTField {
    static let flags: Int64 = 256
    static let protocolName: Int64 = 257
    static let protocolVersion: Int64 = 258
    static let clientIdentifier: Int64 = 259
    static let willTopic: Int64 = 260
    static let willPayload: Int64 = 261
    static let username: Int64 = 262
    static let password: Int64 = 263
    static let keepalive: Int64 = 264
    static let reasonCode: Int64 = 265

    /// The number of a field that such packets have.
    static func named(_ name: String, in kind: MQTTPacket.Kind) -> Int64? {
        if let property = Int64(name) {
            guard "\(property)" == name, property > 0, property < 256 else { return nil }
            let owners: [MQTTProperty.Owner] = kind == .connect ? [.connect, .will] : [.connack]
            return owners.contains { MQTTProperty.form(of: UInt64(property), in: $0) != nil } ? property : nil
        }
        switch (kind, name.lowercased()) {
        case (_, "flags"): return flags
        case (_, "protocol_version"): return protocolVersion
        case (.connack, "reason_code"): return reasonCode
        case (.connect, "protocol_name"): return protocolName
        case (.connect, "client_identifier"): return clientIdentifier
        case (.connect, "will_topic"): return willTopic
        case (.connect, "will_payload"): return willPayload
        case (.connect, "username"): return username
        case (.connect, "password"): return password
        case (.connect, "keepalive"): return keepalive
        default: return nil
        }
    }
}

/// Properties of MQTT 5.0 (2.2.2.2).
enum MQTTProperty {
    /// Where a property may stand.
    enum Owner {
        case connect, will, connack
    }

    enum Form {
        /// A number of so many bytes.
        case number(UInt64)
        /// The same, which may not be zero.
        case positive(UInt64)
        /// One byte, 0 or 1.
        case flag
        case text
        /// Two texts; the only kind that may be there more than once.
        case pair
    }

    static func form(of property: UInt64, in owner: Owner) -> Form? {
        switch (owner, property) {
        case (_, 38): .pair
        case (.connect, 17), (.connack, 17): .number(4)
        case (.connect, 33), (.connack, 33): .positive(2)
        case (.connect, 39), (.connack, 39): .positive(4)
        case (.connect, 34), (.connack, 34), (.connack, 19): .number(2)
        case (.connect, 23), (.connect, 25): .flag
        case (.connack, 36), (.connack, 37), (.connack, 40), (.connack, 41), (.connack, 42): .flag
        case (.connect, 21), (.connect, 22), (.connack, 21), (.connack, 22): .text
        case (.connack, 18), (.connack, 31), (.connack, 26), (.connack, 28): .text
        case (.will, 24), (.will, 2): .number(4)
        case (.will, 1): .flag
        case (.will, 3), (.will, 8), (.will, 9): .text
        default: nil
        }
    }
}
