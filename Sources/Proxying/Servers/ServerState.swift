import Balancing
import Synchronization
import Transport

/// What is true of a server in the whole process and may change while it runs.
public final class ServerState: Sendable {
    public let name: String
    public let slot: ServerSlot
    private let addressStore: Mutex<SocketAddress>

    public init(name: String, slot: ServerSlot, address: SocketAddress) {
        self.name = name
        self.slot = slot
        addressStore = Mutex(address)
    }

    public var address: SocketAddress {
        get { addressStore.withLock { $0 } }
        set { addressStore.withLock { $0 = newValue } }
    }
}
