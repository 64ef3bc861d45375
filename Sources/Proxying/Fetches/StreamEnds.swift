import Memory
import Samples
import Transport

/// The two ends of a stream below its messages (manual, 7.3.4: `fs.…` of the client's side, `bs.…` of the server's).
extension SampleFetch {
    static let streamEnds: [SampleFetch] = [
        ofStream("fs.aborted", gives: .boolean, in: .session, "Whether the client has given up the stream.") {
            .boolean($0.termination.cause == .client || $0.front.connection.state.contains(.failed))
        },
        ofStream("bs.aborted", gives: .boolean, in: .serverConnection, "Whether the server has given up the stream.") {
            .boolean($0.termination.cause == .server || $0.back?.connection.state.contains(.failed) == true)
        },
        ofStream("fs.id", gives: .integer, in: .session, "The number of the request on the client's connection.") {
            .integer($0.session.mode == .http ? Int($0.session.streams) : 0)
        },
        // A connection that has gone back to its pool is not the stream's any more.
        ofStream(
            "bs.id", gives: .integer, in: .serverConnection,
            "The number of the request on its connection to the server."
        ) { stream in stream.back.map { .integer(($0 as? H1Server).map { Int($0.uses) } ?? 0) } },
        // Only streams that share a connection are reset one by one.
        SampleFetch("fs.rst_code", gives: .integer, in: .session, "The code with which the client reset the stream.") {
            _, _ in nil
        },
        SampleFetch(
            "bs.rst_code", gives: .integer, in: .serverConnection, "The code with which the server reset the stream."
        ) { _, _ in nil },
        states("fs.debug_str", in: .session, "States of the client's side, for those who look for faults.") {
            $0.front
        },
        states("bs.debug_str", in: .serverConnection, "States of the server's side, for those who look for faults.") {
            $0.back
        },
    ]

    private static func states(
        _ name: String, in places: SamplePlaces, _ summary: String,
        of end: @escaping @Sendable (Stream) -> SocketEndpoint?
    ) -> SampleFetch {
        SampleFetch(name, gives: .string, takes: ArgumentGrammar(optional: [.integer]), in: places, summary) {
            arguments, evaluation in
            evaluation.loops.withStream { stream in
                guard let end = end(stream) else { return nil }
                let layers = arguments.count > 0 ? StreamLayers(rawValue: arguments.integer(0)) : .all
                return evaluation.write { end.writeStates(of: layers, stream, into: $0) }.map { .string($0) }
            }
        }
    }
}

/// What `fs.debug_str` and `bs.debug_str` may show.
struct StreamLayers: OptionSet {
    let rawValue: Int64
    static let stream = StreamLayers(rawValue: 1)
    static let mux = StreamLayers(rawValue: 2)
    static let connection = StreamLayers(rawValue: 8)
    static let socket = StreamLayers(rawValue: 16)
    static let all: StreamLayers = [.stream, .mux, .connection, .socket]
}

extension SocketEndpoint {
    /// `name=value` and a blank, time and again; false without room.
    fileprivate func writeStates(of layers: StreamLayers, _ stream: Stream, into out: Buffer) -> Bool {
        let start = out.end
        func write(_ name: StaticString, _ value: Int) -> Bool {
            (out.end == start || out.append(32)) && out.append(name)
                && (value >= 0 || out.append(45)) && out.append(decimal: UInt64(value.magnitude))
        }
        if layers.contains(.stream) {
            guard write("stream.state=", Int(stream.state.rawValue)), write("stream.status=", Int(stream.status)) else {
                return false
            }
        }
        if layers.contains(.mux) {
            guard write("mux.input=", input?.count ?? 0), write("mux.output=", output?.count ?? 0) else { return false }
        }
        if layers.contains(.connection), !write("conn.state=", Int(connection.state.rawValue)) { return false }
        return !layers.contains(.socket) || write("sock.fd=", Int(connection.descriptor))
    }
}
