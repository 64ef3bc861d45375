import Balancing

/// What an operator or a check has changed of a server, in the words that the log has for it.
public struct ServerChange: Sendable {
    /// A server and its backend at one moment.
    struct Moment: Sendable {
        var conditions: ServerConditions = []
        var health = ServerHealth.running
        /// Servers that take traffic.
        var active = 0
        var backup = 0
        /// Streams of the server, and those that wait for it or for any.
        var served = 0
        var queued = 0
        var allQueued = 0
        /// Those that the change has taken out of a queue.
        var requeued = 0

        /// Takes new clients, whatever its weight.
        var works: Bool {
            (health == .running || health == .starting) && !conditions.isInMaintenance && !conditions.isDraining
        }

        var hasServers: Bool { active + backup > 0 }
    }

    struct Line: Sendable, Equatable {
        let level: LogLevel
        let text: String
    }

    let before: Moment
    let after: Moment
    /// `Server b/s`
    let subject: String
    /// `backend b`
    let owner: String
    /// What follows a new state of health: `changed from CLI`.
    let cause: String

    var lines: [Line] {
        var lines: [Line] = []
        switch (before.conditions.isInMaintenance, after.conditions.isInMaintenance) {
        case (true, true): break
        case (false, true): lines.append(enteredMaintenance)
        case (true, false):
            let mode = after.conditions.isDraining ? "DRAIN" : "READY"
            lines.append(notice("is \(state)/\(mode) (leaving forced maintenance)."))
            lines += remainsDrained
        case (false, false): lines += changedInService
        }
        if before.hasServers, !after.hasServers {
            lines.append(Line(level: .emergency, text: "\(owner) has no server available!"))
        }
        return lines
    }

    private var state: String { after.health == .stopped ? "DOWN" : "UP" }

    private func notice(_ text: String) -> Line { Line(level: .notice, text: "\(subject) \(text)") }

    private var enteredMaintenance: Line {
        if before.health == .stopped { return notice("was DOWN and now enters maintenance.") }
        let text = "\(subject) is going DOWN for maintenance. \(rest)"
        return Line(level: before.works ? .alert : .notice, text: text)
    }

    private var changedInService: [Line] {
        var lines: [Line] = []
        switch (before.conditions.isDraining, after.conditions.isDraining) {
        case (false, true): lines.append(notice("enters drain state. \(after.health == .stopped ? rest : online)"))
        case (true, false): lines.append(notice("is \(state) (leaving forced drain)."))
        default: break
        }
        guard before.health != after.health else { return lines }
        switch after.health {
        case .stopped:
            let text = "\(subject) is DOWN, \(cause). \(rest)"
            lines.append(Line(level: before.works ? .alert : .notice, text: text))
        case .starting, .running: lines.append(notice("is UP, \(cause). \(online)"))
        case .stopping: lines.append(notice("is stopping, \(cause). \(online)"))
        }
        return lines + remainsDrained
    }

    private var remainsDrained: [Line] {
        after.conditions.isDraining ? [notice("remains in forced drain mode.")] : []
    }

    private var counts: String { "\(after.active) active and \(after.backup) backup servers" }

    private var hint: String { after.active == 0 && after.backup > 0 ? " Running on backup." : "" }

    /// What is left when a server goes.
    private var rest: String {
        "\(counts) left.\(hint) \(after.served) sessions active, \(after.requeued) requeued, \(after.queued) remaining in queue."
    }

    /// What is there when it comes, or stays for some.
    private var online: String {
        "\(counts) online.\(hint) \(after.requeued) sessions requeued, \(after.allQueued) total in queue."
    }
}

extension ServerChange.Moment {
    init(_ server: ServerState, _ backend: Proxy) {
        conditions = server.conditions
        health = server.health
        let totals = backend.set.totals()
        active = totals.usableActive
        backup = totals.usableBackup
        served = server.slot.served
        queued = server.queue.count
        allQueued = backend.queue.count
        requeued = server.requeued
    }
}

extension LoopContext {
    /// Changes something about a server and tells the backend's log what came of it.
    ///
    /// - Parameter cause: what follows a new state of health in the log: `changed from CLI`.
    public func change(_ server: ServerState, of backend: Proxy, cause: String, _ body: () -> Void) {
        let before = ServerChange.Moment(server, backend)
        body()
        let settings = backend.settings
        let change = ServerChange(
            before: before, after: ServerChange.Moment(server, backend),
            subject: "\(server.settings.isBackup ? "Backup " : "")Server \(settings.name)/\(server.name)",
            owner: "\(settings.kindName) \(settings.name)", cause: cause)
        for line in change.lines { log(backend, line.level, line.text) }
    }
}
