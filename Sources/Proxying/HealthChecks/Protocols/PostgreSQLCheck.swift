import Configuration
import Memory

/// `option pgsql-check` (manual, 4.2): the start of a session, up to the question for a password.
enum PostgreSQLCheck {
    static let type = CheckType(
        name: "pgsql-check", usage: "user <username>", summary: "Checks servers with the beginning of a session."
    ) { arguments, _ in
        guard arguments.flag("user"), let user = arguments.optional() else {
            throw ConfigurationError("'option pgsql-check' expects 'user <username>' as argument.")
        }
        return .fixed(
            CheckPlan(
                .bytes, [CheckStep(.connect(.ofServer)), .send(startup(user.bytes)), .expect { read($0, $1) }]))
    }

    /// Version 3.0 and the name of the user.
    static func startup(_ user: [UInt8]) -> [UInt8] {
        let content: [UInt8] = [0, 3, 0, 0] + Array("user".utf8) + [0] + user + [0, 0]
        return CheckBytes.bigEndian(content.count + 4, bytes: 4) + content
    }

    static func read(_ view: ByteView, _ isComplete: Bool) -> CheckVerdict {
        // The shortest answer: a letter, a length and the beginning of what follows.
        guard view.count >= 9 || isComplete else { return .undecided }
        switch view.byte(at: 0) {
        case UInt8(ascii: "R"): return .finished(.layer7OK, text: "PostgreSQL server is ok")
        case UInt8(ascii: "E"):
            // Behind type, length and the letter of the first field its text ends with a zero.
            guard let end = view.firstIndex(of: 0, from: 6) else {
                return isComplete ? .failed(.layer7Response, text: "") : .undecided
            }
            return .failed(.layer7Response, text: String(decoding: view.slice(6, end).bytes, as: UTF8.self))
        case nil where !isComplete: return .undecided
        default: return .failed(.layer7Status, text: "PostgreSQL unknown error")
        }
    }
}

/// Numbers as protocols write them.
enum CheckBytes {
    static func bigEndian(_ number: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * (bytes - 1 - $0))) }
    }

    static func littleEndian(_ number: Int, bytes: Int) -> [UInt8] { bigEndian(number, bytes: bytes).reversed() }
}
