import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// One loop's way to a place outside: a datagram socket of its own, or a descriptor that the process was started with.
/// It is opened with its first line.
final class LogChannel {
    enum Target: Sendable, Hashable {
        case datagram(SocketAddress)
        /// A datagram socket with this path; a leading NUL makes it abstract.
        case unix([UInt8])
        case descriptor(Int32)
    }

    private enum Way {
        case target(Target)
        /// A server of a log backend that gets datagrams.
        case server(ServerShare)
    }

    private enum State {
        case closed
        /// Opening failed: nothing is tried before this time.
        case failed(until: Milliseconds)
        case socket(Int32)
        /// A pipe, a terminal, a file.
        case file(Int32)
    }

    private let way: Way
    private let tuning: SocketTuning.Side
    private var state = State.closed
    private static let pause = Milliseconds(100)

    init(_ target: Target, _ tuning: SocketTuning) {
        way = .target(target)
        self.tuning = tuning.backendDatagrams
    }

    init(to server: ServerShare, _ tuning: SocketTuning) {
        way = .server(server)
        self.tuning = tuning.backendDatagrams
    }

    deinit { leave() }

    /// The next line is sent to where the target is then.
    func leave() {
        if case .target(.descriptor) = way { return }
        if case .socket(let descriptor) = state { close(descriptor) }
        state = .closed
    }

    /// Sends a line at once or not at all; false when it is lost.
    func send(_ line: Buffer, now: Milliseconds) -> Bool {
        switch state {
        case .closed: open(now)
        case .failed(let time) where time <= now: open(now)
        case .failed, .socket, .file: break
        }
        switch state {
        case .closed, .failed: return false
        case .file(let descriptor): return write(line, descriptor)
        case .socket(let descriptor): return send(line, descriptor, now)
        }
    }

    private func send(_ line: Buffer, _ descriptor: Int32, _ now: Milliseconds) -> Bool {
        switch SystemCalls.sendAtOnce(descriptor, from: line) {
        case .bytes: return line.isEmpty
        case .wouldBlock, .end, .failed(ENOBUFS), .failed(EMSGSIZE): return false
        case .failed(let number):
            // What an earlier datagram met is told now, and only this once. Anything else is the socket's: a new one may do.
            if case .target(.descriptor) = way { return false }
            if number != ECONNREFUSED || !isInternet {
                close(descriptor)
                state = .closed
                open(now)
            }
            guard case .socket(let descriptor) = state else { return false }
            _ = SystemCalls.sendAtOnce(descriptor, from: line)
            return line.isEmpty
        }
    }

    /// All of it must go out; what a pipe has no room for is lost.
    private func write(_ line: Buffer, _ descriptor: Int32) -> Bool {
        _ = SystemCalls.write(descriptor, from: line)
        return line.isEmpty
    }

    private var isInternet: Bool {
        switch way {
        case .target(.datagram): true
        case .target: false
        case .server(let server): [.ipv4, .ipv6].contains(server.state.address.family)
        }
    }

    // MARK: Opening

    private func open(_ now: Milliseconds) {
        let socket: Int32?
        switch way {
        case .target(.descriptor(let number)):
            state = LogChannel.inherit(number)
            return
        case .target(.datagram(let address)):
            socket = openSocket(address.family == .ipv6 ? AF_INET6 : AF_INET) { descriptor in
                address.withSystemAddress { connect(descriptor, $0, $1) == 0 } ?? false
            }
        case .target(.unix(let path)):
            socket = openSocket(AF_UNIX) { descriptor in
                UnixAddress.with(path) { connect(descriptor, $0, $1) == 0 } ?? false
            }
        case .server(let server): socket = try? server.openDatagramSocket()
        }
        if let socket { tuning.apply(to: socket) }
        state = socket.map { .socket($0) } ?? .failed(until: now + LogChannel.pause)
    }

    private func openSocket(_ family: Int32, _ connect: (Int32) -> Bool) -> Int32? {
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { return nil }
        guard connect(descriptor) else {
            close(descriptor)
            return nil
        }
        // Nothing is ever read from it.
        shutdown(descriptor, Int32(SHUT_RD))
        return descriptor
    }

    /// Nobody may wait for the reader of a pipe. A file cannot keep anybody waiting for long.
    private static func inherit(_ number: Int32) -> State {
        var status = stat()
        guard fstat(number, &status) == 0 else { return .failed(until: .never) }
        switch status.st_mode & S_IFMT {
        case S_IFSOCK: return .socket(number)
        case S_IFIFO:
            let flags = fcntl(number, F_GETFL)
            if flags >= 0 { _ = fcntl(number, F_SETFL, flags | O_NONBLOCK) }
            return .file(number)
        default: return .file(number)
        }
    }
}
