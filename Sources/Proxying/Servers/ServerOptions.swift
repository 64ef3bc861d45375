import Configuration
import Memory
import Samples
import Transport

/// What the words of `server` and `default-server` lines set (manual, 5.2), and what most servers of a backend have in common.
public struct ServerOptions: Sendable, Hashable {
    public var weight = 1
    public var isBackup = false
    public var isDisabled = false
    /// False with `non-stick`.
    public var isSticky = true
    public var maximumConnections = 0
    /// `minconn`; 0 where the limit does not follow the load.
    public var minimumConnections = 0
    /// `maxqueue`; 0 is no limit.
    public var maximumQueue = 0
    /// `strict-maxconn`
    public var limitsConnections = false
    public var source: SourceBinding?
    public var sendsProxy = ProxyHeaderVersion.none
    public var proxyOptions = ProxyHeaderOptions()
    /// `set-proxy-v2-tlv-fmt`
    var proxyFields: [ProxyField] = []
    /// `pool-conn-name`
    var connectionName: Expression?
    public var fastOpen = false
    public var userTimeout = Milliseconds.zero
    public var congestionControl: CongestionControl?
    /// `proto`
    public var wireProtocol: WireProtocol?
    /// `tcp-md5sig`
    public var signature: SegmentSignature?
    public var poolLimit = -1
    public var poolLow = 0
    public var poolPurgeDelay = Milliseconds.seconds(5)
    public var maximumReuse = -1
    public var redirection: [UInt8]?
    /// `socks4`: the proxy that connections go through.
    public var socksProxy: Address?
    public var namespace: String?
    /// `log-proto`; nil where nothing is said.
    public var logFraming: LogFraming?
    /// `log-bufsize`: the bytes of lines that may wait for the server; 0 is the size of a buffer.
    public var logBufferSize = 0
    public var hashKey = ServerHashKey.identifier
    /// `init-addr`: the ways to an address, tried in order.
    public var initialAddress: [InitialAddress] = [.last, .libc]
    public var resolution = ServerResolution()

    public var check = CheckSettings()
    /// `shard`, of a peer; 0 for none.
    public var shard = 0
    public var health = HealthSettings()

    public init() {}
}

/// `set-proxy-v2-tlv-fmt`: a field of PROXY headers.
struct ProxyField: Sendable, Hashable {
    let kind: UInt8
    let format: LogFormat
}

/// A value that copies share until one of them changes it.
struct Shared<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private var box: Box

    init(_ value: Value) { box = Box(value) }

    var value: Value {
        get { box.value }
        set { box = Box(newValue) }
    }
}
