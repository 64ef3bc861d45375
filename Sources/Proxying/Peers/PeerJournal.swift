import Transport

/// The log of a `peers` section: who comes and goes, and whom it does not let in (manual, 11.2 `log`).
final class PeerJournal {
    enum Event {
        case connected, lost
        /// The connection does not begin with the PROXY header that the `bind` line expects.
        case prefaceFailed
        case refused(PeerAnswer)
    }

    private let section: String
    private let log: ProxyLog

    /// Nil without `log` lines.
    init?(_ peers: Peers, _ logs: LoopLogs) {
        guard !peers.logTargets.isEmpty else { return nil }
        section = peers.settings.name
        log = logs.makeLog(peers.logTargets, peers.logSampleCounters, tag: logs.global.logTag)
    }

    /// - Parameter name: the peer's; empty where it is not known.
    func note(_ event: Event, of name: String, at connection: Connection?) {
        let level: LogLevel
        switch event {
        case .connected: level = .notice
        case .lost: level = .warning
        case .prefaceFailed, .refused: level = .information
        }
        guard log.accepts(level) else { return }
        let address = connection?.peerAddress
        let place = address.map { $0.family == .unix ? "unix" : "\($0.host):\($0.port)" } ?? ""
        switch event {
        case .connected: log.emit(level, text: "Peer \(section)/\(name) is connected (\(place)).")
        case .lost: log.emit(level, text: "Peer \(section)/\(name) is gone.")
        case .prefaceFailed:
            log.emit(level, text: "\(place) \(section): Received something which is no PROXY protocol header")
        case .refused(let answer): log.emit(level, text: "\(place) \(section): \(answer.reason)")
        }
    }
}

extension PeerAnswer {
    /// Why a greeting was answered so.
    fileprivate var reason: String {
        switch self {
        case .succeeded: "Accepted"
        case .tryLater: "Told to try again later"
        case .protocolError: "Received something which is no greeting of a peer"
        case .badVersion: "Refused for the version of its protocol"
        case .wrongReceiver: "Refused as it wants a peer of another name"
        case .wrongSender: "Refused as no peer of the section has its name"
        }
    }
}
