import EventLoop
import Glibc
import Testing

@testable import Transport

struct ListenSocketTests {
    private func option(_ descriptor: Int32, _ level: Int32, _ name: Int32) -> Int32 {
        var value: Int32 = -1
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, level, name, &value, &length)
        return value
    }

    private func port(_ descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &storage) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return SocketAddress(&storage).port
    }

    @Test func listensWithoutBlocking() throws {
        let descriptor = try ListenSocket(address: .ipv4(0x7f00_0001, port: 0)).open()
        defer { close(descriptor) }
        #expect(option(descriptor, SOL_SOCKET, SO_ACCEPTCONN) == 1)
        #expect(option(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY) != 0)
        #expect(fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0 && fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
        #expect(port(descriptor) > 0)
        #expect(accept(descriptor, nil, nil) == -1 && errno == EAGAIN)
    }

    @Test func sharesItsPortOnlyWhenAsked() throws {
        var socket = ListenSocket(address: .ipv4(0x7f00_0001, port: 0))
        socket.sharesPort = true
        let first = try socket.open()
        defer { close(first) }
        socket.address.port = port(first)
        let second = try socket.open()
        close(second)
        socket.sharesPort = false
        let error = #expect(throws: SystemError.self) { try socket.open() }
        #expect(error?.number == EADDRINUSE && error?.call == "bind")
    }

    @Test func failuresNameTheirCallAndLeaveNoDescriptor() throws {
        let before = dup(0)
        close(before)
        var elsewhere = ListenSocket(address: .ipv4(0xc000_0201, port: 0))
        #expect(throws: SystemError(EADDRNOTAVAIL, "bind")) { try elsewhere.open() }
        elsewhere.address = SocketAddress()
        #expect(throws: SystemError(EAFNOSUPPORT, "bind")) { try elsewhere.open() }
        var unix = ListenSocket(address: .unix)
        unix.path = [UInt8](repeating: 97, count: 200)
        #expect(throws: SystemError(ENAMETOOLONG, "bind")) { try unix.open() }
    }

    @Test func listensOnAbstractUnixSockets() throws {
        var socket = ListenSocket(address: .unix)
        socket.path = [0] + Array("apus-test-\(getpid())".utf8)
        let descriptor = try socket.open()
        defer { close(descriptor) }
        let client = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        let result = UnixAddress.with(socket.path ?? []) { connect(client, $0, $1) }
        #expect(result == 0)
        #expect(accept(descriptor, nil, nil) >= 0)
    }

    @Test func optionsReachTheSocket() throws {
        var socket = ListenSocket(address: SocketAddress(family: .ipv6))
        socket.onlyIPv6 = true
        socket.defersAccept = true
        let descriptor = try socket.open()
        defer { close(descriptor) }
        #expect(option(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY) == 1)
        #expect(option(descriptor, Int32(IPPROTO_TCP), TCP_DEFER_ACCEPT) > 0)
    }
}
