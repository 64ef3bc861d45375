import EventLoop
import Memory
import Samples

/// Runs the checks that belong to one loop: starts those that are due and hands on what they found out.
final class CheckRunner: EventSource {
    unowned(unsafe) let context: LoopContext
    private var tasks: ContiguousArray<CheckTask> = []
    private var queue = CheckQueue()
    /// Tasks that are under way.
    private var running = 0
    /// Those that are due are being begun; the timer is set once for all.
    private var isStarting = false
    let settings: GlobalCheckSettings
    var sockets = CheckSockets()
    private var random = SystemRandomNumberGenerator()

    /// Nil when the loop has nothing to check.
    init?(_ generation: Generation, _ context: LoopContext) {
        self.context = context
        settings = generation.global.checks
        super.init()
        addTasks(of: generation)
        guard !tasks.isEmpty else { return nil }
        context.loop.register(self)
        setTimer()
    }

    // MARK: Tasks

    /// Every loop takes its part of the checks; together their first turns are spread over the shortest interval.
    private func addTasks(of generation: Generation) {
        let proxies = generation.proxies.filter { $0.settings.isBackend && !$0.settings.isDisabled }
        let servers = proxies.flatMap(\.servers)
        let count = servers.reduce(0) { $0 + ($1.checkRecord == nil ? 0 : 1) + ($1.agentRecord == nil ? 0 : 1) }
        guard count > 0 else { return }
        let spread = spread(over: servers)
        let share = count / context.peers.count + 1
        tasks.reserveCapacity(share)
        queue.reserve(share)
        var place = 0
        for proxy in proxies {
            var kind: CheckTask.Kind?
            let agent = CheckTask.Kind(proxy, .agent, isAgent: true)
            for server in proxy.servers {
                if server.checkRecord != nil, let plan = generation.checkPlan(of: server, in: proxy) {
                    // Neighbours are mostly checked alike.
                    let own =
                        kind.flatMap { $0.plan === plan ? $0 : nil } ?? CheckTask.Kind(proxy, plan, isAgent: false)
                    kind = own
                    add(CheckTask(server: server, kind: own), place, count, spread)
                    place += 1
                }
                if server.agentRecord != nil {
                    add(CheckTask(server: server, kind: agent), place, count, spread)
                    place += 1
                }
            }
        }
    }

    /// Between the first check and the last one (manual, 3.2 `max-spread-checks`).
    private func spread(over servers: [ServerState]) -> Milliseconds {
        var shortest = Milliseconds.never
        for server in servers {
            if server.checkRecord != nil { shortest = min(shortest, server.settings.check.interval) }
            if server.agentRecord != nil { shortest = min(shortest, server.settings.check.agentInterval) }
        }
        return min(shortest, settings.longestSpread)
    }

    private func add(_ task: CheckTask, _ place: Int, _ count: Int, _ spread: Milliseconds) {
        guard place % context.peers.count == context.index else { return }
        let (product, overflow) = spread.rawValue.multipliedReportingOverflow(by: Int64(place))
        let delay = Milliseconds(overflow ? 0 : product / Int64(count))
        queue.add(Int32(truncatingIfNeeded: tasks.count), due: context.now + delay)
        tasks.append(task)
    }

    // MARK: Turns

    override func expired() {
        isStarting = true
        while running < settings.mostAtOnce, let task = queue.takeDue(context.now) { begin(task) }
        isStarting = false
        setTimer()
    }

    /// With as many under way as may be, the end of one of them starts the next.
    private func setTimer() {
        context.loop.setDeadline(self, running < settings.mostAtOnce ? queue.next(context.now) : .never)
    }

    private func begin(_ index: Int32) {
        // bounded: the queue holds places of tasks only
        let task = tasks[Int(index)]
        guard task.mayRun else { return wait(index, task) }
        running += 1
        task.record?.begin()
        if let command = task.plan.command {
            CommandRun(task, at: index, self).begin(command)
        } else {
            context.checks.take { CheckRun() }.begin(task, at: index, self)
        }
    }

    /// A check has ended: what it found out is handed on, and its next turn is set.
    func ended(_ index: Int32, _ task: CheckTask, _ ending: CheckEnding) {
        running -= 1
        switch ending {
        case .result(let result): context.note(result, of: task.server, in: task.proxy)
        case .agent(let reply): context.noteAgent(reply, of: task.server, in: task.proxy)
        }
        wait(index, task)
        if !isStarting { setTimer() }
    }

    private func wait(_ index: Int32, _ task: CheckTask) {
        queue.add(index, due: context.now + min(varied(task.interval), CheckQueue.horizon))
    }

    /// An interval with the noise of `spread-checks`.
    private func varied(_ interval: Milliseconds) -> Milliseconds {
        guard settings.noise > 0 else { return interval }
        let reach =
            interval.rawValue / 100 * Int64(settings.noise) + interval.rawValue % 100 * Int64(settings.noise) / 100
        guard reach > 0 else { return interval }
        return interval + Milliseconds(Int64.random(in: -reach...reach, using: &random))
    }

    /// Makes the next check of a server come within `fastinter`, or when its state wants it if that is sooner.
    func hurry(_ server: ServerState) {
        guard let place = tasks.firstIndex(where: { $0.server === server && !$0.isAgent }) else { return }
        let check = server.settings.check
        let due = context.now + min(check.fastInterval ?? check.interval, server.checkInterval)
        queue.hurry(Int32(truncatingIfNeeded: place), due: due)
        setTimer()
    }
}

/// What a check has come to.
enum CheckEnding {
    case result(CheckResult)
    case agent(AgentReply)
}
