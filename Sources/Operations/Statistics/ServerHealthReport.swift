import EventLoop
import Memory
import Proxying

/// What is shown of a server's health: its state in words, and what its checks said last.
struct ServerHealthReport {
    private let server: ServerState
    /// The server whose state it follows, as `backend/server`; nil without.
    private let leader: String?
    /// Of the server whose checks count for it; nil where no check runs.
    private let deciding: CheckFigures?
    private let check: CheckFigures?
    private let agent: CheckFigures?

    init(_ server: ServerState, _ tracking: Tracking) {
        self.server = server
        leader = tracking.leader(of: server)?.name
        check = ServerHealthReport.enabled(server.checkRecord)
        agent = ServerHealthReport.enabled(server.agentRecord)
        deciding = leader == nil ? check : ServerHealthReport.enabled(tracking.root(of: server).checkRecord)
    }

    private static func enabled(_ record: CheckRecord?) -> CheckFigures? {
        guard let figures = record?.figures, figures.isEnabled else { return nil }
        return figures
    }

    /// As the column `status` has it.
    var status: String {
        let conditions = server.conditions
        if conditions.contains(.unresolved) { return "MAINT (resolution)" }
        if conditions.contains(.forcedMaintenance) { return "MAINT" }
        if conditions.isInMaintenance { return leader.map { "MAINT (via \($0))" } ?? "MAINT" }
        if server.health == .stopped {
            return agent?.health == 0 ? "DOWN (agent)" : "DOWN" + progress
        }
        if conditions.isDraining { return agent == nil ? "DRAIN" + progress : "DRAIN (agent)" }
        if server.health == .stopping { return "NOLB" + progress }
        return deciding == nil ? "no check" : "UP" + progress
    }

    private var progress: String { deciding?.progress.map { " " + $0 } ?? "" }

    func set(_ row: inout StatisticsRow) {
        if let leader { row[.tracked] = .text(leader) }
        if server.health == .starting, !server.conditions.isInMaintenance {
            row[.throttle] = .unsigned(min(99, server.warmth(at: Clock.monotonic())))
        }
        if let check { setCheck(&row, check) }
        if let agent { setAgent(&row, agent) }
    }

    private func setCheck(_ row: inout StatisticsRow, _ check: CheckFigures) {
        row[.failedChecks] = .long(check.failures)
        row[.downs] = .long(check.downs)
        row[.downtime] = .unsigned(Int(server.downtime(at: Clock.monotonic()).rawValue / 1000))
        if server.settings.health.observed != .none { row[.failedCheckDetails] = .long(check.observedFailures) }
        guard !server.conditions.isInMaintenance else { return }
        row[.checkStatus] = .text(word(check))
        if let code = check.code { row[.checkCode] = .unsigned(code) }
        if let duration = check.duration { row[.checkDuration] = .long(UInt64(duration)) }
        row[.checkDescription] = .text(check.status.description)
        row[.lastCheck] = .text(check.text)
        row[.checkRise] = .unsigned(check.rise)
        row[.checkFall] = .unsigned(check.fall)
        row[.checkHealth] = .unsigned(check.health)
    }

    private func setAgent(_ row: inout StatisticsRow, _ agent: CheckFigures) {
        row[.agentStatus] = .text(word(agent))
        if let code = agent.code { row[.agentCode] = .unsigned(code) }
        row[.agentDuration] = .long(UInt64(agent.duration ?? 0))
        row[.agentDescription] = .text(agent.status.description)
        row[.lastAgentCheck] = .text(agent.text)
        row[.agentRise] = .unsigned(agent.rise)
        row[.agentFall] = .unsigned(agent.fall)
        row[.agentHealth] = .unsigned(agent.health)
    }

    /// The status, marked while the next check is under way.
    private func word(_ check: CheckFigures) -> String { (check.isRunning ? "* " : "") + check.status.code }
}
