import Configuration
import Memory

/// `option redis-check` (manual, 4.2).
enum RedisCheck {
    static let type = CheckType(name: "redis-check", usage: "", summary: "Checks servers with Redis's PING.") { _, _ in
        .fixed(
            CheckPlan(
                .bytes,
                [CheckStep(.connect(.ofServer)), .send(Array("*1\r\n$4\r\nPING\r\n".utf8)), .expect { read($0, $1) }]))
    }

    static func read(_ view: ByteView, _ isComplete: Bool) -> CheckVerdict {
        guard view.firstIndex(of: 10) != nil || isComplete else { return .undecided }
        let line = view.line
        guard line.equals("+PONG"), line.count < view.count else {
            return .failed(.layer7Status, text: String(decoding: line.bytes, as: UTF8.self))
        }
        return .finished(.layer7OK, text: "Redis server is ok")
    }
}
