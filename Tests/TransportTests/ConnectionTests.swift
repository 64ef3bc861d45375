import EventLoop
import Glibc
import Memory
import Testing

@testable import Transport

/// A connection on a loop, and the descriptor of its peer.
private final class Wire {
    let loop: Loop
    let connection: Connection
    let peer: Int32
    let owner = Owner()
    let pool = BufferPool(name: "test", bufferSize: 4096)

    final class Owner: ConnectionOwner {
        var isReady = 0
        var isExpired = 0
        override func connectionReady() { isReady += 1 }
        override func connectionExpired() { isExpired += 1 }
    }

    init() throws {
        var ends: [Int32] = [-1, -1]
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0, &ends)
        loop = try Loop()
        peer = ends[1]
        connection = Connection(ends[0], on: loop)
        connection.owner = owner
        try connection.attach()
    }

    func buffer(_ text: String = "") throws -> Buffer {
        let buffer = try #require(pool.take())
        buffer.append(text: text)
        return buffer
    }

    func say(_ text: StaticString) { _ = send(peer, text.utf8Start, text.utf8CodeUnitCount, 0) }

    func hear() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(peer, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    deinit {
        connection.close()
        close(peer)
    }
}

struct ConnectionTests {
    @Test func aShortReadMeansDrained() throws {
        let wire = try Wire()
        wire.say("hello")
        let buffer = try wire.buffer()
        #expect(wire.connection.receive(into: buffer) == .bytes(5))
        #expect(!wire.connection.mayRead)
        wire.say("more")
        wire.loop.turn(atMost: 0)
        #expect(wire.connection.mayRead && wire.owner.isReady == 1)
        #expect(wire.connection.receive(into: buffer) == .bytes(4))
        #expect(buffer.bytes(in: ByteSlice(0, buffer.end)) == Array("hellomore".utf8))
    }

    @Test func aFullReadMeansThereMayBeMore() throws {
        let wire = try Wire()
        wire.say("hello")
        let buffer = try wire.buffer()
        #expect(wire.connection.receive(into: buffer, reserve: 4096 - 3) == .bytes(3))
        #expect(wire.connection.mayRead)
        #expect(wire.connection.receive(into: buffer, reserve: 4096) == .bytes(0))
        #expect(wire.connection.mayRead, "no room says nothing about the socket")
    }

    @Test func sendsAndSeesTheEnd() throws {
        let wire = try Wire()
        let buffer = try wire.buffer("bye")
        #expect(wire.connection.send(from: buffer) == .bytes(3))
        #expect(buffer.isEmpty && wire.hear() == "bye")
        wire.connection.endWriting()
        wire.connection.endWriting()
        #expect(wire.hear() == "")
        shutdown(wire.peer, Int32(SHUT_WR))
        wire.loop.turn(atMost: 0)
        #expect(wire.connection.state.contains(.peerClosed) && !wire.connection.state.contains(.readEnded))
        #expect(wire.connection.receive(into: buffer) == .end)
        #expect(wire.connection.state.contains(.readEnded) && !wire.connection.mayRead)
    }

    @Test func aFullPeerMeansWaiting() throws {
        let wire = try Wire()
        var sent = 0
        while wire.connection.mayWrite, sent < 10 << 20 {
            let buffer = try wire.buffer(String(repeating: "x", count: 4096))
            if case .bytes(let count) = wire.connection.send(from: buffer) { sent += count }
            wire.pool.give(buffer)
        }
        #expect(!wire.connection.mayWrite)
        wire.loop.turn(atMost: 0)
        var received = 0
        while received < sent {
            let text = wire.hear()
            if text.isEmpty { break }
            received += text.utf8.count
        }
        #expect(received == sent)
        wire.loop.turn(atMost: 0)
        #expect(wire.connection.mayWrite)
    }

    @Test func closesOnceAndLetsGo() throws {
        let wire = try Wire()
        wire.connection.close()
        wire.connection.close()
        #expect(wire.connection.isClosed && wire.connection.descriptor == -1 && wire.connection.owner == nil)
        #expect(wire.loop.sourceCount == 0 && wire.hear() == "")
        #expect(wire.connection.detach() == -1)
    }

    @Test func detachedDescriptorsLiveOn() throws {
        let wire = try Wire()
        let descriptor = wire.connection.detach()
        #expect(descriptor >= 0 && wire.loop.sourceCount == 0)
        let other = try Loop()
        let connection = Connection(descriptor, on: other)
        try connection.attach()
        wire.say("still")
        let buffer = try wire.buffer()
        #expect(connection.receive(into: buffer) == .bytes(5))
        connection.close()
    }

    @Test func deadlinesReachTheOwner() throws {
        let wire = try Wire()
        wire.connection.setDeadline(wire.loop.now + Milliseconds(1))
        while wire.owner.isExpired == 0 { wire.loop.turn(atMost: 50) }
        wire.connection.setDeadline(.never)
        wire.connection.wakeLater()
        wire.loop.turn(atMost: 0)
        #expect(wire.owner.isExpired == 1 && wire.owner.isReady >= 1)
    }

    @Test func splicesThroughAPipe() throws {
        let wire = try Wire()
        let target = try Wire()
        let pipe = try #require(Pipe())
        wire.say("through the kernel")
        #expect(wire.connection.splice(into: pipe, atMost: 11) == .bytes(11))
        #expect(pipe.count == 11 && wire.connection.mayRead)
        #expect(target.connection.splice(from: pipe) == .bytes(11))
        #expect(pipe.count == 0 && target.hear() == "through the")
        #expect(wire.connection.splice(into: pipe, atMost: 100) == .bytes(7))
        #expect(wire.connection.splice(into: pipe, atMost: 100) == .wouldBlock)
        #expect(wire.connection.mayRead, "the pipe may have been full")
        #expect(target.connection.splice(from: pipe) == .bytes(7))
        #expect(wire.connection.splice(into: pipe, atMost: 100) == .wouldBlock)
        #expect(!wire.connection.mayRead)
        shutdown(wire.peer, Int32(SHUT_WR))
        #expect(wire.connection.splice(into: pipe, atMost: 100) == .end)
    }
}
