import CXXHash
import Memory
import Synchronization
import Transport

/// The persistence cookie of a backend: what all loops share, and what commands change.
public final class CookiePersistence: Sendable {
    private struct State {
        var table = CookieTable([])
        var isDynamic = false
        var key: [UInt8]?
    }

    let settings: CookieSettings
    private let servers: [ServerState]
    private let state: Mutex<State>
    private let versionStore = Atomic<UInt64>(1)

    init(_ settings: CookieSettings, key: [UInt8]?, _ servers: [ServerState]) {
        self.settings = settings
        self.servers = servers
        state = Mutex(State(isDynamic: settings.options.contains(.dynamic), key: key))
        rebuild()
    }

    /// Moves with each change of a server's value.
    @inline(__always)
    var version: UInt64 { versionStore.load(ordering: .acquiring) }

    /// The values as they are now.
    var table: CookieTable { state.withLock { $0.table } }

    /// `enable dynamic-cookie backend`, `disable …`
    public var isDynamic: Bool {
        get { state.withLock { $0.isDynamic } }
        set {
            state.withLock { $0.isDynamic = newValue }
            rebuild()
        }
    }

    /// `set dynamic-cookie-key backend`
    public func setKey(_ key: [UInt8]) {
        state.withLock { $0.key = key }
        rebuild()
    }

    /// A server has another address.
    func addressChanged() { if isDynamic { rebuild() } }

    private func rebuild() {
        state.withLock { state in
            let key = state.isDynamic ? state.key : nil
            state.table = CookieTable(
                servers.map { server in
                    server.settings.cookie ?? key.flatMap { CookiePersistence.value(for: server.address, $0) }
                })
        }
        versionStore.add(1, ordering: .releasing)
    }

    /// The value that HAProxy makes of an address, so that several balancers agree; nil for what is no IP address.
    static func value(for address: SocketAddress, _ key: [UInt8]) -> [UInt8]? {
        var bytes = key
        switch address.family {
        case .ipv4: bytes += bigEndian(UInt32(truncatingIfNeeded: address.low))
        case .ipv6: bytes += bigEndian(address.high) + bigEndian(address.low)
        case .unix, .none: return nil
        }
        bytes += bigEndian(UInt32(address.port))
        let hash = bytes.withUnsafeBytes { apus_xxh64($0.baseAddress, $0.count, 0) }
        return (0..<16).map { position in
            let digit = UInt8(truncatingIfNeeded: hash >> UInt64(60 - position * 4) & 15)
            return digit < 10 ? 48 + digit : 87 + digit
        }
    }

    private static func bigEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
