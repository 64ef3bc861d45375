import EventLoop
import Memory
import Samples
import Transport

/// What operators ask of every loop.
extension LoopContext {
    /// Makes this loop's listeners of a frontend follow the frontend's state.
    public func applyFrontendState(_ proxy: Proxy) {
        let own = listeners.filter { $0.listener.proxy == proxy.index }
        switch proxy.frontendState {
        case .open: for listener in own { listener.enable() }
        case .paused: for listener in own { listener.disable() }
        case .stopped:
            for listener in own { listener.end() }
            listeners.removeAll { $0.listener.proxy == proxy.index }
        }
    }

    /// Backends were published, or are so no more.
    public func applyPublication() { generation?.applyPublication() }

    /// SIGTTOU: another process may want the ports. Established connections go on.
    public func pauseListening() { for listener in listeners { listener.disable() } }

    /// SIGTTIN: every frontend is again what it was.
    public func resumeListening() {
        for proxy in generation?.generation.proxies ?? [] { applyFrontendState(proxy) }
    }

    /// Tells a proxy's log of an administrative event, such as a server that goes into maintenance.
    public func log(_ proxy: Proxy, _ level: LogLevel, _ text: String) {
        generation?.log(of: proxy).emit(level, text: text)
    }

    /// Sets a variable of the process to what an expression finds for a command; false when that is nothing.
    public func set(_ name: VariableName, to expression: Expression) -> Bool {
        evaluation.turnToNobody()
        return withExtendedLifetime(expression) {
            expression.evaluate(evaluation).map { evaluation.setVariable(name, to: $0) } ?? false
        }
    }

    /// The same with a text.
    public func set(_ name: VariableName, to format: LogFormat) -> Bool {
        evaluation.turnToNobody()
        return withExtendedLifetime(format) {
            format.evaluate(evaluation).map { evaluation.setVariable(name, to: .string($0)) } ?? false
        }
    }

    /// Listeners that wait at a limit look at it again, after it was raised.
    public func resumeListeners() { for listener in listeners { listener.resume() } }

    /// Ends the streams for which `condition` holds; how many those were.
    @discardableResult
    public func endStreams(where condition: (StreamReport) -> Bool) -> Int {
        // Who gets a server's slot that becomes free with that is not one of them.
        let streams = activeStreams.filter { condition($0.report) }
        for stream in streams { stream.endWithError(stream.hasServer ? 502 : 503) }
        return streams.count
    }

    /// Ends the streams that a server works on.
    func endStreams(of server: ServerShare, _ cause: Termination.Cause) {
        // Who gets a slot that becomes free with that is not one of them.
        let streams = activeStreams.filter { $0.server === server }
        for stream in streams where stream.server === server {
            stream.endWithError(stream.hasServer ? 502 : 503, cause)
        }
    }

    /// Ends the loop; streams without a response get an error for one.
    func stopHard() {
        for stream in activeStreams { stream.endWithError(503) }
        loop.stop()
    }

    /// Every stream of this loop, for `show sess`.
    public var streamReports: [StreamReport] { activeStreams.map(\.report) }

    private var activeStreams: [Stream] {
        loop.registeredSources.compactMap { (($0 as? Connection)?.owner as? FrontEndpoint)?.stream }
    }
}
