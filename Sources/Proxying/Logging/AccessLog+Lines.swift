import Memory
import Transport

extension Session {
    /// `Connect from <source> to <destination> (<frontend>/<mode>)`
    func writeBeginning(on connection: Connection, into out: Buffer) -> Bool {
        let destination = destination(of: connection)
        return out.append("Connect from ") && out.append(host: source) && out.append(58)
            && out.append(decimal: UInt64(source.port)) && out.append(" to ") && out.append(host: destination)
            && out.append(58) && out.append(decimal: UInt64(destination.port)) && out.append(" (")
            && out.append(text: frontend.proxy.settings.name)
            && out.append(frontend.mode == .http ? "/HTTP)" : "/TCP)")
    }
}

extension StreamEvaluation {
    /// The fixed line of a connection that failed before its data (manual, 8.2.5).
    func writeFailure(into out: Buffer) {
        _ = withSession { session in
            let traits = session.listenerTraits
            let time = logDates.microseconds(at: timing.accepted)
            return out.append(host: session.source) && out.append(58)
                && out.append(decimal: UInt64(session.source.port)) && out.append(" [")
                && logDates.append(local: time / 1_000_000, to: out) && out.append(46)
                && out.append(padded: time / 1000 % 1000, digits: 3) && out.append("] ")
                && out.append(text: session.frontend.proxy.settings.name) && out.append(47)
                && (traits.name.isEmpty
                    ? out.append(decimal: UInt64(traits.identifier)) : out.append(text: traits.name))
                && out.append(": ") && out.append(clientError.message)
        }
    }

    private var logDates: LogDates { context.logDates }

    /// What was wrong with the client's connection.
    var clientError: ConnectionError { failure?.error ?? .none }
}

extension Stream {
    /// Nothing went wrong: no error, no time-out, no retry, no status of the server's errors (manual, 8.3.3 and 8.3.4).
    var isNormal: Bool {
        let isExpected = termination.cause == .none || termination.cause == .local
        return isExpected && retries == 0 && !state.contains(.redispatched) && status < 500
    }

    /// It went to a server.
    var wasForwarded: Bool { target != nil && !state.isDisjoint(with: [.connected, .headSent]) }

    /// The level of the stream's lines, which a rule may have set; nil when it is not to be logged.
    func logLevel(or usual: LogLevel) -> LogLevel? {
        switch adjustments?.log {
        case nil, .usual: usual
        case .silent: nil
        case .level(let level): level
        }
    }

    /// Tells the log that the stream is there.
    func tellBeginning() {
        accessLog? { log in
            log.tellBeginning(of: session, on: front.connection)
            log.tell(of: self, early: .accept)
        }
    }

    /// Tells the log of the stream before it is over, where that is asked for.
    @inline(__always)
    func tellEarly(at origin: LogOrigin) {
        accessLog? { $0.tell(of: self, early: origin) }
    }

    /// Tells the log of the stream at its end.
    func tellEnd() {
        accessLog? { log in
            guard log.tellsEnds, !state.contains(.logged) else { return }
            state.insert(.logged)
            log.tell(of: self, at: .close)
        }
    }

    /// The frontend's log, which lives as long as the frontend's share.
    private var accessLog: Unretained<AccessLog>? {
        Unretained(session)({ session in Unretained(session.frontend.accessLog) })
    }
}
