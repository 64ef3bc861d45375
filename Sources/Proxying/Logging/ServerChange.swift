import Balancing

/// What an operator, a check or a tracked server has changed of a server, in the words that the log has for it.
public struct ServerChange: Sendable {
    /// A server and its backend at one moment.
    struct Moment: Sendable {
        var conditions: ServerConditions = []
        var health = ServerHealth.running
        /// Servers that take traffic.
        var active = 0
        var backup = 0
        /// Streams of the server, and those that wait for it.
        var served = 0
        var queued = 0
        /// Its weight lets balancing choose it.
        var hasWeight = true

        /// Takes new clients, whatever its weight.
        var works: Bool {
            (health == .running || health == .starting) && !conditions.isInMaintenance && !conditions.isDraining
        }

        /// Balancing may choose it.
        var isChosen: Bool { works && hasWeight }

        /// Neither down nor in maintenance.
        var isUp: Bool { health != .stopped && !conditions.isInMaintenance }

        var hasServers: Bool { active + backup > 0 }
    }

    /// Why a state changed.
    public enum Cause: Sendable {
        /// What was told before.
        case told
        /// `changed from CLI`, `reason: …`
        case because(String)
        /// The server that this one tracks, as `backend/server`.
        case followed(String)
        /// Why the server's name has no address any more: `DNS NX status`.
        case unresolved(String)
        /// The name that has an address again.
        case resolved(String?)
    }

    struct Line: Sendable, Equatable {
        let level: LogLevel
        let text: String
    }

    let before: Moment
    let after: Moment
    /// Streams that left the server's queue, or came to it.
    var requeued = 0
    /// `Server b/s`
    let subject: String
    let cause: Cause

    var lines: [Line] {
        switch (before.conditions.isInMaintenance, after.conditions.isInMaintenance) {
        case (true, true): changedInMaintenance
        case (false, true): [enteredMaintenance]
        case (true, false): [leftMaintenance] + remainsDrained
        case (false, false): changedInService
        }
    }

    /// The backend has lost its last server.
    var leavesNothing: Bool { before.hasServers && !after.hasServers }

    private var state: String { after.health == .stopped ? "DOWN" : "UP" }

    private func notice(_ text: String) -> Line { Line(level: .notice, text: "\(subject) \(text)") }

    private var enteredMaintenance: Line {
        if before.health == .stopped { return notice("was DOWN and now enters maintenance\(via).") }
        let text = "\(subject) is going DOWN for maintenance\(via). \(rest)"
        return Line(level: before.works ? .alert : .notice, text: text)
    }

    private var changedInMaintenance: [Line] {
        guard before.conditions.contains(.forcedMaintenance), !after.conditions.contains(.forcedMaintenance) else {
            return []
        }
        return [notice("is leaving forced maintenance but remains in maintenance.")]
    }

    private var leftMaintenance: Line {
        if case .resolved(let name) = cause {
            let mode = after.conditions.isDraining ? "DRAIN" : "READY"
            return notice("\(name.map { "('\($0)') " } ?? "")is \(state)/\(mode) (resolves again).")
        }
        let kind = before.conditions.contains(.forcedMaintenance) ? "forced maintenance" : "maintenance"
        return notice("is \(state)/\(after.conditions.isDraining ? "DRAIN" : "READY") (leaving \(kind)).")
    }

    private var changedInService: [Line] {
        var lines: [Line] = []
        switch (before.conditions.isDraining, after.conditions.isDraining) {
        case (false, true):
            lines.append(notice("enters drain state\(via). \(after.health == .stopped ? rest : online)"))
        case (true, false): lines.append(notice("is \(state) (leaving forced drain)."))
        default: break
        }
        guard before.health != after.health, !(before.health == .running && after.health == .starting) else {
            return lines
        }
        switch after.health {
        case .stopped:
            let text = "\(subject) is DOWN\(reason). \(rest)"
            lines.append(Line(level: before.works ? .alert : .notice, text: text))
        case .starting, .running: lines.append(notice("is UP\(reason). \(online)"))
        case .stopping: lines.append(notice("is stopping\(reason). \(online)"))
        }
        return lines + remainsDrained
    }

    private var remainsDrained: [Line] {
        guard after.conditions.isDraining else { return [] }
        if after.conditions.contains(.forcedDrain) { return [notice("remains in forced drain mode.")] }
        return [notice("is leaving forced drain but remains in drain mode\(via).")]
    }

    /// What follows a new state of health.
    private var reason: String {
        switch cause {
        case .told: ""
        case .because(let text): ", \(text)"
        case .followed: via
        case .unresolved, .resolved: ""
        }
    }

    private var via: String {
        switch cause {
        case .followed(let name): " via \(name)"
        case .unresolved(let reason): " (\(reason))"
        case .told, .because, .resolved: ""
        }
    }

    private var counts: String { "\(after.active) active and \(after.backup) backup servers" }

    private var hint: String { after.active == 0 && after.backup > 0 ? " Running on backup." : "" }

    /// What is left when a server goes.
    private var rest: String {
        "\(counts) left.\(hint) \(after.served) sessions active, \(requeued) requeued, "
            + "\(after.queued) remaining in queue."
    }

    /// What is there when it comes, or stays for some.
    private var online: String {
        "\(counts) online.\(hint) \(requeued) sessions requeued, \(after.queued) total in queue."
    }
}

extension ServerChange.Moment {
    init(_ server: ServerState, _ backend: Proxy) {
        conditions = server.conditions
        health = server.health
        let totals = backend.set.currentTotals
        active = totals.usableActive
        backup = totals.usableBackup
        served = server.slot.served
        queued = server.queue.count
        hasWeight = server.slot.effectiveWeight > 0
    }
}
