import HTTP
import Memory
import Samples

/// What few streams have: places in queues, answers made here, what rules keep. A stream makes it for the first of that and keeps it in
/// its pool, so that the next exchange finds it there.
final class StreamExtras {
    /// Answers in a server's stead.
    var applet: Applet?
    /// A server's response while its rules run.
    var response: Message?
    /// Made when the first variable is set.
    var variables: VariableStore?
    /// Made when a rule sets something for this exchange.
    var adjustments: StreamAdjustments?
    /// Made when the first value is captured.
    var captures: CaptureStore?
    /// What later items of log formats need of it.
    var record: StreamRecord?
    /// Where it stood in the queues of the backend and of the server.
    var queuePositions = QueuePositions()
    /// Its place in a queue, while it waits for a server.
    var waiting: Waiting?
    unowned(unsafe) var queuedServer: ServerShare?
    /// A server whose slot came from a queue and is not used yet.
    unowned(unsafe) var grantedServer: ServerShare?
    /// The number under which a connection was asked of another loop; 0 when none was.
    var borrowing: UInt64 = 0
    /// What was sent to the server, for another try.
    var replay: Buffer?
    /// The name that a rule looks up.
    var lookup: LookupState?
    /// Made when a rule limits a direction.
    var bandwidth: StreamBandwidth?
    /// Entries of tables that it counts in.
    var tracked = TrackedEntries()
    /// What the client's persistence cookie has said.
    var sticky = StickyCookie()
}

extension Stream {
    var applet: Applet? {
        get { extras?._withUnsafeGuaranteedRef { $0.applet } }
        set { change(isEmpty: newValue == nil) { $0.applet = newValue } }
    }

    var response: Message? {
        get { extras?._withUnsafeGuaranteedRef { $0.response } }
        set { change(isEmpty: newValue == nil) { $0.response = newValue } }
    }

    var variables: VariableStore? {
        get { extras?._withUnsafeGuaranteedRef { $0.variables } }
        set { change(isEmpty: newValue == nil) { $0.variables = newValue } }
    }

    var adjustments: StreamAdjustments? {
        get { extras?._withUnsafeGuaranteedRef { $0.adjustments } }
        set { change(isEmpty: newValue == nil) { $0.adjustments = newValue } }
    }

    var captures: CaptureStore? {
        get { extras?._withUnsafeGuaranteedRef { $0.captures } }
        set { change(isEmpty: newValue == nil) { $0.captures = newValue } }
    }

    var record: StreamRecord? {
        get { extras?._withUnsafeGuaranteedRef { $0.record } }
        set { change(isEmpty: newValue == nil) { $0.record = newValue } }
    }

    var queuePositions: QueuePositions {
        get { extras?._withUnsafeGuaranteedRef { $0.queuePositions } ?? QueuePositions() }
        set { change(isEmpty: newValue.backend == 0 && newValue.server == 0) { $0.queuePositions = newValue } }
    }

    var waiting: Waiting? {
        get { extras?._withUnsafeGuaranteedRef { $0.waiting } }
        set { change(isEmpty: newValue == nil) { $0.waiting = newValue } }
    }

    var queuedServer: ServerShare? {
        get { extras?._withUnsafeGuaranteedRef { $0.queuedServer } }
        set { change(isEmpty: newValue == nil) { $0.queuedServer = newValue } }
    }

    var grantedServer: ServerShare? {
        get { extras?._withUnsafeGuaranteedRef { $0.grantedServer } }
        set { change(isEmpty: newValue == nil) { $0.grantedServer = newValue } }
    }

    var borrowing: UInt64 {
        get { extras?._withUnsafeGuaranteedRef { $0.borrowing } ?? 0 }
        set { change(isEmpty: newValue == 0) { $0.borrowing = newValue } }
    }

    var replay: Buffer? {
        get { extras?._withUnsafeGuaranteedRef { $0.replay } }
        set { change(isEmpty: newValue == nil) { $0.replay = newValue } }
    }

    var lookup: LookupState? {
        get { extras?._withUnsafeGuaranteedRef { $0.lookup } }
        set { change(isEmpty: newValue == nil) { $0.lookup = newValue } }
    }

    var bandwidth: StreamBandwidth? {
        get { extras?._withUnsafeGuaranteedRef { $0.bandwidth } }
        set { change(isEmpty: newValue == nil) { $0.bandwidth = newValue } }
    }

    /// Changes the extras, which are made if there are none.
    func withExtras(_ body: (StreamExtras) -> Void) { change(isEmpty: false, body) }

    var sticky: StickyCookie {
        get { extras?._withUnsafeGuaranteedRef { $0.sticky } ?? StickyCookie() }
        set { change(isEmpty: false) { $0.sticky = newValue } }
    }

    /// Sets something of the extras, which are made unless there is nothing to keep.
    @inline(__always)
    private func change(isEmpty: Bool, _ body: (StreamExtras) -> Void) {
        if let extras { return extras._withUnsafeGuaranteedRef(body) }
        guard !isEmpty else { return }
        let fresh = StreamExtras()
        extras = .passRetained(fresh)
        body(fresh)
    }
}
