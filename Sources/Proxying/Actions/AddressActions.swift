import Memory
import Samples
import Transport

/// `set-src`, `set-src-port`, `set-dst` and `set-dst-port` (manual, 4.4).
extension Action {
    static let setSource = address("set-src", "Replaces the client's address.", \.source, \.source)
    static let setDestination = address(
        "set-dst", "Replaces the address that the client connected to.", \.destination, \.destination)
    static let setSourcePort = port("set-src-port", "Replaces the client's port.", \.source, \.source)
    static let setDestinationPort = port(
        "set-dst-port", "Replaces the port that the client connected to.", \.destination, \.destination)

    private typealias Known = KeyPath<StreamEvaluation, SocketAddress?> & Sendable
    private typealias Kept = WritableKeyPath<AddressChange, SocketAddress?> & Sendable
    private static let places: RuleSetKinds = [.tcpConnection, .tcpSession, .tcpContent, .httpRequest]

    private static func address(_ name: String, _ summary: String, _ known: Known, _ kept: Kept) -> Action {
        change(name, summary, kept, to: .address) { value, evaluation in
            let port = evaluation[keyPath: known]?.port ?? 0
            switch value {
            case .ipv4(let address): return .ipv4(address, port: port)
            case .ipv6(let high, let low): return SocketAddress(family: .ipv6, high: high, low: low, port: port)
            default: return nil
            }
        }
    }

    private static func port(_ name: String, _ summary: String, _ known: Known, _ kept: Kept) -> Action {
        change(name, summary, kept, to: .integer) { value, evaluation in
            guard case .integer(let number) = value else { return nil }
            let port = UInt16(truncatingIfNeeded: number)
            guard let address = evaluation[keyPath: known], address.family == .ipv4 || address.family == .ipv6 else {
                return .ipv4(0, port: port)
            }
            return address.with(port: port)
        }
    }

    private static func change(
        _ name: String, _ summary: String, _ kept: Kept, to type: SampleType,
        _ make: @escaping @Sendable (Sample, StreamEvaluation) -> SocketAddress?
    ) -> Action {
        Action(
            name, in: places, usage: "<expr>", summary,
            parse: { RuleArguments(expression: try $0.expression()) },
            run: { arguments, evaluation in
                guard let value = arguments.expression?.evaluate(evaluation, as: type),
                    let address = make(value, evaluation)
                else { return .next }
                evaluation.change { $0[keyPath: kept] = address }
                return .next
            })
    }
}

/// Addresses that rules put in the place of the real ones.
struct AddressChange {
    var source: SocketAddress?
    var destination: SocketAddress?
}

extension StreamEvaluation {
    /// Changes the addresses of the exchange, or of the session before there is one.
    fileprivate func change(_ body: (inout AddressChange) -> Void) {
        if withStream({ stream in stream.adjust { body(&$0.addresses) } }) != nil { return }
        _ = withSession { session in
            var addresses = AddressChange()
            body(&addresses)
            if session.hasBegun { session.keepConnectionEnds() }
            if let source = addresses.source { session.source = source }
            if let destination = addresses.destination { session.statedDestination = StatedAddress(destination) }
        }
    }
}
