import Configuration
import Memory

/// `option mysql-check` (manual, 4.2): the handshake, and with a user the beginning of a session.
enum MySQLCheck {
    static let type = CheckType(
        name: "mysql-check", usage: "[user <username> [post-41 | pre-41 | post-80]]",
        summary: "Checks servers with the handshake of MySQL."
    ) { arguments, _ in
        guard let word = arguments.optional() else {
            return .fixed(
                CheckPlan(.bytes, [CheckStep(.connect(.ofServer)), .expect { read($0, $1, packet: 0, isLast: true) }]))
        }
        guard word.text == "user" else {
            throw ConfigurationError(
                "'option mysql-check' only supports optional values: 'user' (got '\(word.text)').", at: word)
        }
        guard let user = arguments.optional() else {
            throw ConfigurationError("'option mysql-check user' expects <username> as argument.")
        }
        let authentication = try authentication(arguments.optional(), of: user.bytes)
        let quit = packet(0, [1])
        return .fixed(
            CheckPlan(
                .bytes,
                [
                    CheckStep(.connect(.ofServer)), .send(packet(1, authentication) + quit),
                    .expect { read($0, $1, packet: 0, isLast: false) },
                    .expect { read($0, $1, packet: 1, isLast: true) },
                ]))
    }

    /// What a client answers to the handshake, without a password.
    private static func authentication(_ age: Word?, of user: [UInt8]) throws -> [UInt8] {
        let rest = user + [0, 0]
        switch age?.text {
        case "pre-41": return [0, 0x80, 0, 0, 1] + rest
        case nil, "post-41": return modern(capabilities: 0x8200) + rest
        case "post-80": return modern(capabilities: 0x88200) + rest + Array("mysql_native_password".utf8) + [0]
        case let other?:
            throw ConfigurationError(
                "keyword 'user' only supports 'post-41', 'pre-41' and 'post-80' (got '\(other)').", at: age)
        }
    }

    /// Capabilities, the longest packet, utf8, and 23 bytes of nothing.
    private static func modern(capabilities: Int) -> [UInt8] {
        CheckBytes.littleEndian(capabilities, bytes: 4) + [0, 0x80, 0, 1, 0x21] + [UInt8](repeating: 0, count: 23)
    }

    private static func packet(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        CheckBytes.littleEndian(content.count, bytes: 3) + [number] + content
    }

    /// The server's first packet is its handshake, the second one says whether the user is welcome.
    static func read(_ view: ByteView, _ isComplete: Bool, packet: Int, isLast: Bool) -> CheckVerdict {
        var cursor = ByteCursor(view)
        var version = ByteView.empty
        var content = ByteView.empty
        for number in 0...packet {
            guard let header = cursor.take(4), let next = cursor.take(header.length) else {
                return isComplete ? .failed(.layer7Response, text: "") : .undecided
            }
            content = next
            // The version of the server follows that of the protocol.
            if number == 0 { version = next.slice(1, next.firstIndex(of: 0, from: 1) ?? next.count) }
        }
        guard content.byte(at: 0) == 0xff else {
            return isLast ? .finished(.layer7OK, text: String(decoding: version.bytes, as: UTF8.self)) : .passed
        }
        let low = Int(content.byte(at: 1) ?? 0)
        let code = low | Int(content.byte(at: 2) ?? 0) << 8
        return .failed(.layer7Status, code: code, text: String(decoding: content.slice(3).bytes, as: UTF8.self))
    }
}

extension ByteView {
    /// The length at the front of a packet, least significant byte first.
    fileprivate var length: Int {
        Int(byte(at: 0) ?? 0) | Int(byte(at: 1) ?? 0) << 8 | Int(byte(at: 2) ?? 0) << 16
    }
}
