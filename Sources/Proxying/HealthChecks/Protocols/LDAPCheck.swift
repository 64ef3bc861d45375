import Configuration
import Memory

/// `option ldap-check` (manual, 4.2; RFC 4511): an anonymous bind.
enum LDAPCheck {
    static let type = CheckType(
        name: "ldap-check", usage: "", summary: "Checks servers with an anonymous bind of LDAPv3."
    ) { _, _ in
        .fixed(CheckPlan(.bytes, [CheckStep(.connect(.ofServer)), .send(bind), .expect { read($0, $1) }]))
    }

    /// Message 1: version 3, no name, no password.
    private static let bind: [UInt8] = [0x30, 12, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0]

    static func read(_ view: ByteView, _ isComplete: Bool) -> CheckVerdict {
        let foreign = CheckVerdict.failed(.layer7Response, text: "Not LDAPv3 protocol")
        if view.isEmpty { return isComplete ? foreign : .undecided }
        guard view.byte(at: 0) == 0x30 else { return foreign }
        let missing = isComplete ? CheckVerdict.failed(.layer7Response, text: "") : .undecided
        var cursor = ByteCursor(view)
        guard cursor.take(1) != nil, cursor.skipLength() else { return missing }
        guard let identifier = cursor.take(3) else { return missing }
        guard identifier.equals(ByteView("\u{2}\u{1}\u{1}")) else { return foreign }
        guard let operation = cursor.number(1) else { return missing }
        guard operation == 0x61 else { return foreign }
        guard cursor.skipLength(), let result = cursor.take(3) else { return missing }
        guard result.byte(at: 0) == 10, result.byte(at: 1) == 1, let code = result.byte(at: 2) else { return foreign }
        guard code == 0 else {
            return .failed(
                .layer7Status, code: Int(code), text: "See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9")
        }
        return .finished(.layer7OK, text: "Success")
    }
}

extension ByteCursor {
    /// Takes a length of BER (X.690), short or long; false when it is not whole.
    fileprivate mutating func skipLength() -> Bool {
        guard let first = number(1) else { return false }
        return first < 0x80 || take(first & 0x7f) != nil
    }
}
