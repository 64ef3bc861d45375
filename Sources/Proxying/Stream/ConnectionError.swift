import Glibc

/// What was wrong with a connection, by its number in the manual (7.3.3 `fc_err_str`).
enum ConnectionError: UInt8 {
    case none = 0
    case tooManyInProcess = 2
    case tooManyInSystem = 3
    case memory = 4
    case protocolMissing = 5
    case socket = 6
    case cannotBind = 8
    case noPorts = 9
    case addressInUse = 10
    case proxyEmpty = 11
    case proxyAbort = 12
    case proxyTimeout = 13
    case proxyTruncated = 14
    case proxyMissing = 15
    case proxyInvalid = 16
    case netScalerEmpty = 18
    case netScalerAbort = 19
    case netScalerTimeout = 20
    case netScalerTruncated = 21
    case netScalerMagic = 22
    case netScalerProtocol = 23
    case socksSend = 39
    case socksReceive = 40
    case socksDenied = 41
    case refused = 46
    case reset = 47
    case unreachable = 48
    case brokenPipe = 56

    /// - Parameter number: of the system; 0 when there was none, or the time was over.
    init(_ number: Int32) {
        switch number {
        case 0, ETIMEDOUT: self = .none
        case EMFILE: self = .tooManyInProcess
        case ENFILE: self = .tooManyInSystem
        case ENOMEM, ENOBUFS: self = .memory
        case EAFNOSUPPORT, EPROTONOSUPPORT: self = .protocolMissing
        case EACCES, EPERM: self = .cannotBind
        case EADDRNOTAVAIL: self = .noPorts
        case EADDRINUSE: self = .addressInUse
        case ECONNREFUSED: self = .refused
        case ECONNRESET: self = .reset
        case ENETUNREACH, EHOSTUNREACH: self = .unreachable
        case EPIPE: self = .brokenPipe
        default: self = .socket
        }
    }

    /// The same for what the system refuses before anybody is asked.
    init(onThisSide number: Int32) {
        let error = ConnectionError(number)
        switch error {
        case .tooManyInProcess, .tooManyInSystem, .memory, .protocolMissing, .noPorts, .addressInUse: self = error
        default: self = .socket
        }
    }

    /// One word; empty when nothing was wrong.
    var name: StaticString {
        switch self {
        case .none: ""
        case .tooManyInProcess: "PROC_FDLIM"
        case .tooManyInSystem: "SYS_FDLIM"
        case .memory: "SYS_MEMLIM"
        case .protocolMissing: "NOPROTO"
        case .socket: "SOCK_ERR"
        case .cannotBind: "CANT_BIND"
        case .noPorts: "FREE_PORTS"
        case .addressInUse: "ADDR_INUSE"
        case .proxyEmpty: "PRX_EMPTY"
        case .proxyAbort: "PRX_ABORT"
        case .proxyTimeout: "PRX_TIMEOUT"
        case .proxyTruncated: "PRX_TRUNCATED"
        case .proxyMissing: "PRX_NOT_HDR"
        case .proxyInvalid: "PRX_BAD_HDR"
        case .netScalerEmpty: "CIP_EMPTY"
        case .netScalerAbort: "CIP_ABORT"
        case .netScalerTimeout: "CIP_TIMEOUT"
        case .netScalerTruncated: "CIP_TRUNCATED"
        case .netScalerMagic: "CIP_BAD_MAGIC"
        case .netScalerProtocol: "CIP_BAD_PROTO"
        case .socksSend: "SOCKS4_SEND"
        case .socksReceive: "SOCKS4_RECV"
        case .socksDenied: "SOCKS4_DENY"
        case .refused: "EREFUSED"
        case .reset: "ERESET"
        case .unreachable: "EUNREACH"
        case .brokenPipe: "EPIPE"
        }
    }

    var message: StaticString {
        switch self {
        case .none: "Success"
        case .tooManyInProcess: "Too many sockets on the process"
        case .tooManyInSystem: "Too many sockets on the system"
        case .memory: "Out of system buffers"
        case .protocolMissing: "Protocol or address family not supported"
        case .socket: "General socket error"
        case .cannotBind: "Can't bind to source address"
        case .noPorts: "Out of local source ports on the system"
        case .addressInUse: "Local source address already in use"
        case .proxyEmpty: "Connection closed while waiting for PROXY protocol header"
        case .proxyAbort: "Connection error while waiting for PROXY protocol header"
        case .proxyTimeout: "Timeout while waiting for PROXY protocol header"
        case .proxyTruncated: "Truncated PROXY protocol header received"
        case .proxyMissing: "Received something which does not look like a PROXY protocol header"
        case .proxyInvalid: "Received an invalid PROXY protocol header"
        case .netScalerEmpty: "Connection closed while waiting for NetScaler Client IP header"
        case .netScalerAbort: "Connection error while waiting for NetScaler Client IP header"
        case .netScalerTimeout: "Timeout while waiting for a NetScaler Client IP header"
        case .netScalerTruncated: "Truncated NetScaler Client IP header received"
        case .netScalerMagic: "Received an invalid NetScaler Client IP magic number"
        case .netScalerProtocol: "Received an unhandled protocol in the NetScaler Client IP header"
        case .socksSend: "SOCKS4 Proxy write error during handshake"
        case .socksReceive: "SOCKS4 Proxy read error during handshake"
        case .socksDenied: "SOCKS4 Proxy deny the request"
        case .refused: "ECONNREFUSED returned by OS"
        case .reset: "ECONNRESET returned by OS"
        case .unreachable: "ENETUNREACH returned by OS"
        case .brokenPipe: "EPIPE returned by OS"
        }
    }
}
