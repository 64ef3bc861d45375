import Memory

/// The first message of either side of MQTT 3.1, 3.1.1 and 5.0.
extension Converter {
    /// `mqtt_is_valid`
    static let mqttIsValid = Converter(
        "mqtt_is_valid", takes: .binary, gives: .boolean,
        "Whether the bytes begin with a valid CONNECT or CONNACK packet."
    ) { value, _, evaluation in
        guard let view = value.view else { return nil }
        switch MQTTPacket.frame(view) {
        case .invalid: return .boolean(false)
        case .incomplete:
            evaluation.needsMore = true
            return nil
        case .packet(let kind, let content):
            var packet = MQTTPacket(kind, content)
            return .boolean(packet.read())
        }
    }

    /// `mqtt_field_value(<packettype>,<fieldname_or_property_ID>)`
    static let mqttFieldValue = Converter(
        "mqtt_field_value", takes: .binary, gives: .string, arguments: ArgumentGrammar([.string, .string]),
        "A field of a CONNECT or CONNACK packet, by its name or property number.", check: checkField
    ) { value, arguments, evaluation in
        guard let view = value.view else { return nil }
        switch MQTTPacket.frame(view) {
        case .invalid: return nil
        case .incomplete:
            evaluation.needsMore = true
            return nil
        case .packet(let kind, let content):
            guard kind.rawValue == arguments.integer(0) else { return nil }
            var packet = MQTTPacket(kind, content, wanted: arguments.integer(1))
            guard packet.read(), let found = packet.found else { return nil }
            return found.cast(to: .string, evaluation)
        }
    }

    private static func checkField(_ arguments: inout PreparedArguments) throws {
        let type = arguments.text(0).lowercased()
        let names = [
            "connect", "connack", "publish", "puback", "pubrec", "pubrel", "pubcomp", "subscribe", "suback",
            "unsubscribe", "unsuback", "pingreq", "pingresp", "disconnect", "auth",
        ]
        guard let number = names.firstIndex(of: type).map({ $0 + 1 }) ?? Int(type), (1...15).contains(number) else {
            throw arguments.refuse("Unknown MQTT type '\(arguments.text(0))'.")
        }
        let name = arguments.text(1)
        if name == "38" { throw arguments.refuse("MQTT property 38, User Property, is not supported.") }
        guard let kind = MQTTPacket.Kind(rawValue: Int64(number)), let field = MQTTField.named(name, in: kind) else {
            throw arguments.refuse("Unknown MQTT field name '\(name)' for packet type '\(arguments.text(0))'.")
        }
        arguments.set(kind.rawValue, at: 0)
        arguments.set(field, at: 1)
    }
}
