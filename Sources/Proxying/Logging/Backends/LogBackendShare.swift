import Balancing
import Memory
import Samples

/// One loop's share of a log backend (`mode log`): chooses a server for each line, and sends the line there.
final class LogBackendShare {
    private let backend: BackendShare
    private unowned(unsafe) let logs: LoopLogs
    /// By the server's index; made with its first line.
    private var sinks: ContiguousArray<LogSink?>
    private var channels: [Int: LogChannel] = [:]
    /// `balance log-hash`; nil for other algorithms.
    private let key: Expression?
    /// What lines are evaluated with, beside the stream that may be at work.
    private lazy var evaluation = StreamEvaluation(backend.context, valueLimit: backend.context.usualBufferSize)

    init(_ backend: BackendShare, _ logs: LoopLogs) {
        self.backend = backend
        self.logs = logs
        sinks = ContiguousArray(repeating: nil, count: backend.proxy.servers.count)
        if case .logLine(let expression) = backend.balanceKey { key = expression } else { key = nil }
    }

    /// Sends a line to one of the servers at once, or leaves it for one; false when it is lost.
    ///
    /// - Parameter text: where the text begins in the buffer, behind the header.
    func send(_ line: Buffer, text: Int) -> Bool {
        guard case .server(let index) = backend.balancer.choose(hash: hash(of: line, from: text)),
            let sink = sink(of: index), let server = backend.server(at: index)
        else { return false }
        server.counters.selections &+= 1
        return logs.send(line, to: sink, text: text)
    }

    /// Nil where the converters find nothing: then servers take turns.
    private func hash(of line: Buffer, from text: Int) -> UInt32? {
        guard let key else { return nil }
        evaluation.turnToNobody()
        evaluation.set(requestContent: line.view(from: text), responseContent: nil)
        guard case .string(let value)? = key.evaluate(evaluation, as: .string) else { return nil }
        return value.withSpan { backend.hashFunction.hash($0) }
    }

    private func sink(of index: Int) -> LogSink? {
        guard sinks.indices.contains(index) else { return nil }
        if let sink = sinks[index] { return sink }
        let sink: LogSink
        if let ring = backend.proxy.logRings[index] {
            sink = .ring(Unretained(ring))
        } else {
            guard let server = backend.server(at: index) else { return nil }
            let channel = LogChannel(to: server, logs.global.sockets)
            channels[index] = channel
            sink = .channel(Unretained(channel))
        }
        sinks[index] = sink
        return sink
    }

    /// A server has another address.
    func moved(server index: Int) { channels[index]?.leave() }
}
