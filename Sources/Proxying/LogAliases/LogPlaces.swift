import Memory
import Samples
import Transport

/// Where a stream came from and where it went, in log lines (manual, 8.2.6).
extension LogAlias {
    static let addresses: [LogAlias] = [
        address("ci") { evaluation in evaluation.withSession { $0.source } },
        number("cp", digits: 4) { evaluation in
            evaluation.withSession { session in
                // A client of a unix socket has no port: the socket's number stands for it.
                session.source.family == .unix
                    ? Int64(session.listenerTraits.identifier) : Int64(session.source.port)
            }
        },
        address("fi") { $0.destination },
        number("fp", digits: 4) { evaluation in
            evaluation.destination.map { address in
                address.family == .unix
                    ? evaluation.withSession { Int64($0.listenerTraits.identifier) } ?? 0 : Int64(address.port)
            }
        },
        address("bi") { evaluation in evaluation.withStream { $0.serverSide?.source } },
        number("bp", digits: 4) { evaluation in evaluation.withStream { $0.serverSide.map { Int64($0.source.port) } } },
        address("si") { evaluation in evaluation.withStream { $0.serverAddress } },
        number("sp", digits: 4) { evaluation in evaluation.withStream { $0.serverAddress.map { Int64($0.port) } } },
    ]

    static let places: [LogAlias] = [
        text("b") { evaluation, out in
            evaluation.withStream { out.append(text: $0.currentProxy.settings.name) }
                ?? appendFrontend(evaluation, out)
        },
        text("f", appendFrontend),
        text("ft", appendFrontend),
        text("s") { evaluation, out in
            evaluation.withStream { stream in
                if let target = stream.target { return out.append(text: target.state.name) }
                return out.append(stream.answersItself ? "<STATS>" : "<NOSRV>")
            } ?? out.append("<NOSRV>")
        },
    ]

    static let loads: [LogAlias] = [
        number("ac") { Int64($0.context.connectionLimit.current) },
        number("fc") { evaluation in evaluation.withSession { Int64($0.frontend.proxy.connections.current) } },
        number("bc") { evaluation in
            evaluation.withStream { Int64($0.currentProxy.counts?.currentStreams ?? 0) } ?? 0
        },
        number("sc") { evaluation in evaluation.withStream { Int64($0.target?.state.slot.served ?? 0) } ?? 0 },
        number("bq") { evaluation in evaluation.withStream { Int64($0.queuePositions.backend) } ?? 0 },
        number("sq") { evaluation in evaluation.withStream { Int64($0.queuePositions.server) } ?? 0 },
    ]

    private static let appendFrontend: @Sendable (StreamEvaluation, Buffer) -> Bool = { evaluation, out in
        evaluation.withSession { out.append(text: $0.frontend.proxy.settings.name) } ?? false
    }

    private static func address(
        _ name: String, _ address: @escaping @Sendable (StreamEvaluation) -> SocketAddress?
    ) -> LogAlias {
        LogAlias(name) { evaluation, flags, out in
            guard let address = address(evaluation.loops), address.family != .none else { return false }
            return address.write(flags, into: out)
        }
    }
}

extension Stream {
    /// Where the server is, once it was tried.
    fileprivate var serverAddress: SocketAddress? {
        if let side = record?.serverSide { return side.destination }
        guard let target, timing.assigned != .zero, termination.cause != .local else { return nil }
        if target.state.portOffset != nil, let back { return back.connection.peerAddress }
        return target.state.address
    }

    /// An answer is made by something inside the process, piece by piece.
    fileprivate var answersItself: Bool { applet != nil }
}
