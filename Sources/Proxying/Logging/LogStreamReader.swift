import EventLoop
import Memory
import Transport

/// A connection over which log lines come, cut by lengths or by line feeds (RFC 6587).
final class LogStreamReader: ConnectionOwner {
    private let connection: Connection
    private let listener: LogStreamListener
    private let share: LogForwardShare
    private unowned(unsafe) let context: LoopContext
    private let source: [UInt8]
    /// The start of a line that is not complete.
    private var input: Buffer?

    init(
        _ connection: Connection, _ listener: LogStreamListener, _ share: LogForwardShare, _ context: LoopContext,
        source: SocketAddress
    ) {
        self.connection = connection
        self.listener = listener
        self.share = share
        self.context = context
        self.source = source.family == .ipv4 || source.family == .ipv6 ? Array(source.host.utf8) : []
        super.init()
        touched()
    }

    private func touched() {
        let timeout = share.forward.settings.clientTimeout
        connection.setDeadline(timeout == .never ? .never : context.now + timeout)
    }

    override func connectionExpired() { end() }

    override func connectionReady() {
        while connection.mayRead {
            guard let buffer = input ?? context.takeBuffer() else { return end() }
            input = buffer
            buffer.compact()
            let result = connection.receive(into: buffer)
            switch result {
            case .bytes(let count):
                // A line that fills the buffer has no end.
                guard count > 0, takeLines(buffer) else { return end() }
                touched()
            case .wouldBlock: break
            case .end, .failed: return end()
            }
            if buffer.isEmpty {
                input = nil
                context.give(buffer)
            }
            if result == .wouldBlock { return }
        }
    }

    /// Passes on the lines that are complete; false when the stream makes no sense.
    private func takeLines(_ buffer: Buffer) -> Bool {
        while let first = buffer.byte(at: buffer.start) {
            let data = buffer.view(from: buffer.start)
            let length: Int
            let skipped: Int
            if share.forward.settings.assumesLineFeeds || first == UInt8(ascii: "<") {
                guard let end = data.firstIndex(of: 10) else { return true }
                (skipped, length) = (0, end + 1)
            } else {
                switch LogStreamReader.count(at: data) {
                case .incomplete: return true
                case .wrong: return false
                case .found(let digits, let count):
                    guard count <= buffer.capacity - digits - 1 else { return false }
                    guard data.count > digits + count else { return true }
                    (skipped, length) = (digits + 1, count)
                }
            }
            share.take(data.slice(skipped, skipped + length), from: source)
            buffer.consume(skipped + length)
        }
        return true
    }

    private enum Count {
        case incomplete, wrong
        case found(digits: Int, count: Int)
    }

    /// `<length> ` in front of a line.
    private static func count(at data: ByteView) -> Count {
        var count = 0
        var position = 0
        while let byte = data.byte(at: position) {
            if byte == 32, position > 0, count > 0 { return .found(digits: position, count: count) }
            guard byte &- 48 < 10, position < 6, position > 0 || byte != 48 else { return .wrong }
            count = count * 10 + Int(byte &- 48)
            position += 1
        }
        return .incomplete
    }

    private func end() {
        if let buffer = input.take() { context.give(buffer) }
        connection.close()
        listener.leave()
    }
}
