import Configuration
import Memory

/// `option spop-check` (manual, 4.2; SPOE, 3): a hello, which an agent answers with its own.
enum SPOPCheck {
    static let type = CheckType(name: "spop-check", usage: "", summary: "Checks servers with the hello of SPOP.") {
        _, _ in .fixed(CheckPlan(.bytes, [CheckStep(.connect(.ofServer)), .send(hello), .expect { read($0, $1) }]))
    }

    /// HAPROXY-HELLO: the last frame of stream 0, with the mark of a health check.
    private static let hello: [UInt8] = {
        var content: [UInt8] = [1, 0, 0, 0, 1, 0, 0]
        content += name("supported-versions") + [8] + name("2.0")
        content += name("max-frame-size") + [3, 0xfc, 0xf0, 0x06]
        content += name("capabilities") + [8] + name("")
        content += name("healthcheck") + [0x11]
        return CheckBytes.bigEndian(content.count, bytes: 4) + content
    }()

    private static func name(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

    static func read(_ view: ByteView, _ isComplete: Bool) -> CheckVerdict {
        if view.isEmpty, isComplete {
            return .failed(.layer7Response, text: "TCPCHK got an empty response at step 2")
        }
        var cursor = ByteCursor(view)
        let invalid = CheckVerdict.failed(.layer7Response, text: "invalid frame received")
        guard let frame = cursor.block(4) else { return isComplete ? invalid : .undecided }
        switch frame.byte(at: 0) {
        case agentHello: return frame.count >= 7 ? .finished(.layer7OK, text: "") : invalid
        case agentDisconnect: return .failed(.layer7Response, text: reason(of: frame))
        default: return invalid
        }
    }

    private static let agentHello: UInt8 = 101
    private static let agentDisconnect: UInt8 = 102

    /// Why an agent disconnects: a number, which is the first of its items.
    private static func reason(of frame: ByteView) -> String {
        var cursor = ByteCursor(frame.slice(7))
        guard let name = cursor.block(1), name.equals("status-code"), cursor.number(1) == 3,
            let code = cursor.number(1)
        else { return "invalid frame received" }
        return code < reasons.count ? reasons[code] : "an unknown error occurred"  // bounded: checked here
    }

    private static let reasons = [
        "normal", "I/O error", "a timeout occurred", "frame is too big", "invalid frame received",
        "version value not found", "max-frame-size value not found", "capabilities value not found",
        "unsupported version", "max-frame-size too big or too small", "fragmentation not supported",
        "invalid interlaced frames", "frame-id not found", "resource allocation error",
    ]
}
