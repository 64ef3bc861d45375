import Balancing
import EventLoop
import Memory

/// Servers that have come back and get more and more of their share (`slowstart`, manual, 5.2). One timer for all of them,
/// on the first loop; none while there is none.
final class WarmUps: EventSource {
    private unowned(unsafe) let context: LoopContext
    private var places: [Tracking.Place] = []
    /// Who is among them: a whole farm may come back at once.
    private var members: Set<ObjectIdentifier> = []

    /// Steps from nothing to everything.
    private static let steps: Int64 = 20

    init(_ context: LoopContext) { self.context = context }

    func add(_ server: ServerState, of backend: Proxy) {
        guard members.insert(ObjectIdentifier(server)).inserted else { return }
        places.append(Tracking.Place(proxy: backend, server: server))
        context.loop.register(self)
        schedule()
    }

    /// The next step of whichever is the fastest.
    private func schedule() {
        let steps = places.lazy.map { $0.server.settings.health.slowStart.rawValue / WarmUps.steps }
        context.loop.setDeadline(self, context.now + Milliseconds(max(steps.min() ?? 0, 10)))
    }

    override func expired() {
        let (before, now) = (places, context.now)
        var warm: [Tracking.Place] = []
        places = []
        members = []
        for place in before where place.server.health == .starting && !place.server.conditions.isInMaintenance {
            let ramp = place.server.warmth(at: now)
            guard ramp < 100 else {
                warm.append(place)
                continue
            }
            places.append(place)
            members.insert(ObjectIdentifier(place.server))
            place.server.slot.ramp = ramp
            // Its limit has grown, too.
            place.proxy.serveQueue(with: place.server)
        }
        if places.isEmpty { context.loop.unregister(self) } else { schedule() }
        for place in warm {
            let leader = context.generation?.generation.tracking.leader(of: place.server)
            context.change(place.server, of: place.proxy, cause: leader.map { .followed($0.name) } ?? .told) {
                place.server.finishStarting()
            }
        }
    }
}

extension ServerState {
    /// How far a slow start has come, in percent; at least what it begins with.
    public func warmth(at now: Milliseconds) -> Int {
        let whole = settings.health.slowStart.rawValue
        guard whole > 0 else { return 100 }
        let passed = max(0, (now - lastChange).rawValue)
        guard passed < whole else { return 100 }
        return max(ServerState.leastRamp, Int(passed.multipliedReportingOverflow(by: 100).partialValue / whole))
    }
}
