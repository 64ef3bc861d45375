import EventLoop
import Glibc
import Memory
import Transport

/// A connection to a name server, on which queries follow one another, each behind its length (RFC 7766). It ends when
/// nothing was asked for a while, and whoever waits for an answer on it asks again in time.
final class NameServerStream: ConnectionOwner {
    private let connection: Connection
    private unowned(unsafe) let server: NameServer
    private unowned(unsafe) let context: LoopContext
    /// What is still to be sent.
    private var output: [UInt8] = []
    /// A part of a message.
    private var input: [UInt8] = []
    private static let idleTime = Milliseconds.seconds(5)
    /// So many unsent bytes mean that the server takes nothing.
    private static let longestOutput = 65536

    init(_ server: NameServer, _ context: LoopContext) throws(SystemError) {
        let descriptor = try StreamSocket.connect(to: server.settings.address)
        connection = Connection(descriptor, on: context.loop, isConnecting: true)
        self.server = server
        self.context = context
        super.init()
        connection.owner = self
        do throws(SystemError) {
            try connection.attach()
        } catch {
            connection.owner = nil
            close(descriptor)
            throw error
        }
    }

    func send(_ query: [UInt8]) -> Bool {
        guard let length = UInt16(exactly: query.count), output.count < NameServerStream.longestOutput else {
            return false
        }
        output += [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)] + query
        connection.setDeadline(context.now + NameServerStream.idleTime)
        if !connection.isConnecting { flush() }
        return !connection.isClosed
    }

    private func flush() {
        while !output.isEmpty, connection.mayWrite {
            guard let buffer = context.takeBuffer() else { return end() }
            defer { context.give(buffer) }
            buffer.append(Array(output.prefix(buffer.room)))
            let wanted = buffer.count
            switch connection.send(from: buffer) {
            case .bytes(let count): output.removeFirst(min(count, wanted))
            case .wouldBlock: return
            case .end, .failed: return end()
            }
        }
    }

    override func connectionReady() {
        if connection.isConnecting, connection.finishConnecting() != 0 { return end() }
        flush()
        while !connection.isClosed, connection.mayRead {
            guard let buffer = context.takeBuffer() else { return end() }
            defer { context.give(buffer) }
            switch connection.receive(into: buffer) {
            case .bytes: take(buffer.view(from: buffer.start))
            case .wouldBlock: continue
            case .end, .failed: return end()
            }
        }
    }

    /// Hands over the messages that are whole. A length is two bytes, so that no more than one message is ever kept.
    private func take(_ bytes: ByteView) {
        input += bytes.bytes
        var used = 0
        while input.count - used >= 2 {
            let length = input.withView { Int($0.bigEndian(used, used + 2)) }
            guard input.count - used - 2 >= length else { break }
            let message = Array(input.dropFirst(used + 2).prefix(length))
            used += 2 + length
            message.withView { server.received($0, onStream: true) }
        }
        input.removeFirst(used)
    }

    override func connectionExpired() { end() }

    private func end() {
        guard !connection.isClosed else { return }
        connection.close()
        server.streamEnded()
    }
}
