import CLinux
import EventLoop
import Glibc
import Memory

/// What a connection reports to: the mux that turns its bytes into messages.
open class ConnectionOwner {
    public init() {}
    /// Bytes may be read or written, or the connection has failed; look at the connection's state.
    open func connectionReady() {}
    /// `EventSource.niceness` of the connection.
    open var niceness: Int { 0 }
    /// The deadline set on the connection has passed.
    open func connectionExpired() {}
}

/// A stream socket on one loop: descriptor, readiness, and the reading and writing of bytes.
///
/// It is watched once, edge-triggered, for its whole life; `mayRead` and `mayWrite` remember what the kernel said until a
/// call finds the socket drained or full. The loop owns a connection from `attach` to `close`; it owns its `owner`.
public final class Connection: EventSource {
    public private(set) var descriptor: Int32
    public private(set) var state: State
    private let loop: Loop
    public var owner: ConnectionOwner?

    public struct State: OptionSet, Sendable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let mayRead = State(rawValue: 1)
        public static let mayWrite = State(rawValue: 2)
        /// The peer will send no more; what it sent may still be unread.
        public static let peerClosed = State(rawValue: 4)
        /// The end of what the peer sent was read.
        public static let readEnded = State(rawValue: 8)
        /// Our side was shut down.
        public static let writeEnded = State(rawValue: 16)
        public static let failed = State(rawValue: 32)
        /// `connect` is under way.
        public static let connecting = State(rawValue: 64)
        public static let closed = State(rawValue: 128)
        /// Everything is reset at close, nothing lingers.
        public static let resetsAtClose = State(rawValue: 256)
        /// The kernel reports what happens to the socket.
        static let watched = State(rawValue: 512)
    }

    /// Takes over a descriptor that is non-blocking and, unless `isConnecting`, connected.
    public init(_ descriptor: Int32, on loop: Loop, isConnecting: Bool = false) {
        self.descriptor = descriptor
        self.loop = loop
        state = isConnecting ? [.connecting] : [.mayRead, .mayWrite]
        super.init()
    }

    /// Starts watching. The owner must be set before.
    public func attach() throws(SystemError) {
        try loop.register(self, descriptor: descriptor, .stream)
        state.insert(.watched)
    }

    /// Makes the connection one of the loop's without watching it: a peer that has sent its request with its first packet and
    /// is answered at once needs no watching at all. Whoever attaches calls `watch` before long; reading and writing do so
    /// themselves when they have to wait.
    public func attachUnwatched() { loop.register(self) }

    /// Starts watching, if that has not begun. What has happened meanwhile is reported.
    public func watch() {
        guard state.isDisjoint(with: [.watched, .closed]) else { return }
        state.insert(.watched)
        do throws(SystemError) {
            try loop.watch(self, descriptor: descriptor, .stream)
        } catch {
            failed()
            wakeLater()
        }
    }

    public var mayRead: Bool { state.contains(.mayRead) }
    public var mayWrite: Bool { state.contains(.mayWrite) }
    public var isClosed: Bool { state.contains(.closed) }
    public var isConnecting: Bool { state.contains(.connecting) }

    // MARK: Events

    override public func ready(_ readiness: Readiness) {
        if readiness.contains(.readable) { state.insert(.mayRead) }
        if !readiness.isDisjoint(with: [.peerClosed, .hungUp]) { state.formUnion([.mayRead, .peerClosed]) }
        if readiness.contains(.failed) { state.formUnion([.failed, .mayRead, .mayWrite]) }
        if readiness.contains(.writable) { state.insert(.mayWrite) }
        // The owner lives to the end of the turn, even when it closes the connection.
        guard let owner = Unretained(owner) else { return }
        owner { $0.connectionReady() }
    }

    override public var niceness: Int { owner?.niceness ?? 0 }

    override public func expired() { owner?.connectionExpired() }

    /// Replaces the deadline; `.never` takes it away.
    public func setDeadline(_ deadline: Milliseconds) { loop.setDeadline(self, deadline) }

    /// Calls `owner.connectionReady` at the end of this turn.
    public func wakeLater() { loop.wakeLater(self) }

    /// Ends the state of connecting; returns the error number if the attempt failed.
    public func finishConnecting() -> Int32 {
        state.remove(.connecting)
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        if getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0 { error = errno }
        if error == 0 { state.formUnion([.mayWrite, .mayRead]) }
        return error
    }

    /// Nothing is left to be read before the end of what the peer sent.
    public var isAtEnd: Bool {
        guard !isClosed else { return true }
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// Something that the peer sent can still be read, even when the connection has failed.
    public var hasUnread: Bool {
        guard !isClosed else { return false }
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }

    /// Lets what the peer sent before the connection failed be read; false when there is nothing.
    public func readsOn() -> Bool {
        guard hasUnread else { return false }
        state.remove(.readEnded)
        state.insert(.mayRead)
        return true
    }

    // MARK: Bytes

    /// Appends what the peer sent to `buffer`, less `reserve` bytes of its room. A short read means the socket is drained.
    public func receive(into buffer: Buffer, reserve: Int = 0) -> Transfer {
        let wanted = buffer.room - reserve
        let result = SystemCalls.receive(descriptor, into: buffer, reserve: reserve)
        switch result {
        case .bytes(let count):
            if count < wanted, !state.contains(.peerClosed) { state.remove(.mayRead) }
        case .wouldBlock:
            state.remove(.mayRead)
            watch()
        case .end: readEnded()
        case .failed: failed()
        }
        return result
    }

    /// Sends the data of `buffer` and consumes what the kernel took. `more`: further data follows at once.
    public func send(from buffer: Buffer, more: Bool = false) -> Transfer {
        let wanted = buffer.count
        let result = SystemCalls.send(descriptor, from: buffer, more: more)
        switch result {
        case .bytes(let count):
            loop.countSent(count)
            if count < wanted { mustWaitToWrite() }
        case .wouldBlock: mustWaitToWrite()
        case .end: break
        case .failed: failed()
        }
        return result
    }

    /// Moves up to `count` bytes into a pipe; `pipeIsFull` comes back as `wouldBlock` with `mayRead` kept.
    public func splice(into pipe: Pipe, atMost count: Int) -> Transfer {
        let result = SystemCalls.splice(from: descriptor, to: pipe.writeEnd, count)
        switch result {
        case .bytes(let moved): pipe.count += moved
        case .wouldBlock:
            if pipe.count == 0 {
                state.remove(.mayRead)
                watch()
            }
        case .end: readEnded()
        case .failed: failed()
        }
        return result
    }

    /// Moves what a pipe holds to the peer.
    public func splice(from pipe: Pipe) -> Transfer {
        let result = SystemCalls.splice(from: pipe.readEnd, to: descriptor, pipe.count)
        switch result {
        case .bytes(let moved):
            loop.countSent(moved, fromPipe: true)
            pipe.count -= min(moved, pipe.count)
        case .wouldBlock: mustWaitToWrite()
        case .end: break
        case .failed: failed()
        }
        return result
    }

    private func mustWaitToWrite() {
        state.remove(.mayWrite)
        watch()
    }

    private func readEnded() {
        state.formUnion([.peerClosed, .readEnded])
        state.remove(.mayRead)
    }

    private func failed() {
        state.formUnion([.failed, .peerClosed, .readEnded])
        state.subtract([.mayRead])
    }

    // MARK: Ending

    /// Tells the peer that nothing more comes; reading goes on.
    public func endWriting() {
        guard !state.contains(.writeEnded), !isClosed else { return }
        state.insert(.writeEnded)
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes `close` reset the connection: the peer sees an error instead of an end, and no state lingers in the kernel.
    public func resetAtClose() {
        guard !isClosed else { return }
        state.insert(.resetsAtClose)
        SocketOption.resetAtClose(descriptor)
    }

    /// Closes the descriptor and lets go of the owner. Safe to call twice.
    public func close() {
        guard !isClosed else { return }
        state = [.closed]
        loop.unregister(self)
        Glibc.close(descriptor)
        descriptor = -1
        retireOwner()
    }

    /// The owner's own methods may be under way, called by a stream or a timer and not by this connection.
    private func retireOwner() {
        guard let owner else { return }
        self.owner = nil
        loop.retire(owner)
    }

    /// Gives up the descriptor without closing it, for another loop.
    public func detach() -> Int32 {
        guard !isClosed else { return -1 }
        if state.contains(.watched) { loop.unwatch(descriptor: descriptor) }
        loop.unregister(self)
        state = [.closed]
        retireOwner()
        let result = descriptor
        descriptor = -1
        return result
    }

    // MARK: Addresses

    /// Our address of this connection.
    public var localAddress: SocketAddress { address { getsockname(descriptor, $0, $1) } }
    /// The peer's address.
    public var peerAddress: SocketAddress { address { getpeername(descriptor, $0, $1) } }

    private func address(_ read: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32)
        -> SocketAddress
    {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { read($0, &length) }
        }
        return result == 0 ? SocketAddress(&storage) : SocketAddress()
    }
}
