import Configuration
import Memory

/// `option ssl-hello-chk` (manual, 4.2): a client hello of SSLv3, to which any record of TLS is an answer.
enum TLSHelloCheck {
    static let type = CheckType(
        name: "ssl-hello-chk", usage: "", summary: "Checks servers with a client hello of SSLv3."
    ) { _, _ in
        var settings = CheckExpectation.Settings()
        settings.timeoutStatus = .layer6Timeout
        return .fixed(
            CheckPlan(
                .bytes, [CheckStep(.connect(.ofServer)), .send(hello), .expect(settings) { read($0, $1) }]))
    }

    /// The bytes of HAProxy's hello, whose random part servers may have been told to leave out of their logs.
    private static let hello: [UInt8] = {
        var ciphers: [UInt8] = []
        for number: UInt8 in 0x01...0x1b { ciphers += [0, number] }
        for number: UInt8 in 0x2f...0x3a { ciphers += [0, number] }
        var content: [UInt8] = [3, 0, 0, 0, 0, 0]
        content += Array("HAPROXYSSLCHK\nHAPROXYSSLCHK\n".utf8)
        content += [0] + CheckBytes.bigEndian(ciphers.count, bytes: 2)
        content += ciphers + [1, 0]
        let message: [UInt8] = [1] + CheckBytes.bigEndian(content.count, bytes: 3) + content
        return [0x16, 3, 0] + CheckBytes.bigEndian(message.count, bytes: 2) + message
    }()

    static func read(_ view: ByteView, _ isComplete: Bool) -> CheckVerdict {
        guard let kind = view.byte(at: 0) else {
            return isComplete
                ? .failed(.layer6Response, text: "TCPCHK got an empty response at step 2") : .undecided
        }
        guard kind == 0x16 || kind == 0x15 else { return .failed(.layer6Response, text: "") }
        guard view.count >= 5 else { return isComplete ? .failed(.layer6Response, text: "") : .undecided }
        return .finished(.layer6OK, text: "")
    }
}
