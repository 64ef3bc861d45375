import Configuration
import Memory

/// `option smtpchk` (manual, 4.2; RFC 5321): a greeting, `HELO` or `EHLO`, `QUIT`, each answered by 2xx.
enum SMTPCheck {
    static let type = CheckType(
        name: "smtpchk", usage: "[<hello> <domain>]", summary: "Checks servers with SMTP."
    ) { arguments, _ in
        var command = "HELO localhost"
        if let hello = arguments.optional() {
            let name = hello.text == "EHLO" ? "EHLO" : "HELO"
            if let domain = arguments.optional() { command = "\(name) \(domain.text)" }
        }
        return .fixed(plan("\(command)\r\n"))
    }

    private static func plan(_ hello: String) -> CheckPlan {
        CheckPlan(
            .bytes,
            [
                CheckStep(.connect(.ofServer)), .expect { read($0, $1, isLast: false) },
                .send(Array(hello.utf8)), .expect { read($0, $1, isLast: false) },
                .send(Array("QUIT\r\n".utf8)), .expect { read($0, $1, isLast: true) },
            ])
    }

    /// A reply may have several lines; a blank behind the code tells the last one.
    static func read(_ view: ByteView, _ isComplete: Bool, isLast: Bool) -> CheckVerdict {
        var start = 0
        while true {
            let end = view.firstIndex(of: 10, from: start)
            let line = view.slice(start, end ?? view.count).withoutLineEnd
            if line.count < 4, end == nil, !isComplete { return .undecided }
            guard let code = code(of: line) else {
                return .failed(.layer7Response, text: String(decoding: view.line.bytes, as: UTF8.self))
            }
            let continues = line.byte(at: 3) == 45
            if continues, let end {
                start = end + 1
                continue
            }
            if end == nil, !isComplete { return .undecided }
            let text = String(decoding: line.slice(4).withoutBlanks.bytes, as: UTF8.self)
            guard code / 100 == 2 else { return .failed(.layer7Status, code: code, text: text) }
            return isLast ? .finished(.layer7OK, code: code, text: text) : .passed
        }
    }

    private static func code(of line: ByteView) -> Int? {
        guard line.count >= 3, line.byte(at: 3).map({ $0 == 32 || $0 == 45 }) ?? true else { return nil }
        var code = 0
        for position in 0..<3 {
            guard let byte = line.byte(at: position), byte &- 48 < 10 else { return nil }
            code = code * 10 + Int(byte &- 48)
        }
        return code
    }
}

extension CheckStep {
    static func send(_ bytes: [UInt8]) -> CheckStep { CheckStep(.send(.constant(ConstantBytes(bytes)))) }

    /// A step that reads the answer of one protocol.
    static func expect(
        _ settings: CheckExpectation.Settings = CheckExpectation.Settings(),
        _ read: @escaping @Sendable (ByteView, Bool) -> CheckVerdict
    ) -> CheckStep {
        CheckStep(.expect(CheckExpectation(.reply(CheckReply(read: read)), settings)))
    }
}

extension ByteView {
    /// Up to the first line end.
    var line: ByteView { slice(0, firstIndex(of: 10) ?? count).withoutLineEnd }

    fileprivate var withoutLineEnd: ByteView { byte(at: count - 1) == 13 ? slice(0, count - 1) : self }
}
