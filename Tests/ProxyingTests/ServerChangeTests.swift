import Testing

@testable import Proxying

struct ServerChangeTests {
    typealias Moment = ServerChange.Moment

    private static func change(
        _ before: Moment, _ after: Moment, _ cause: ServerChange.Cause = .because("changed from CLI"), requeued: Int = 0
    ) -> ServerChange {
        ServerChange(before: before, after: after, requeued: requeued, subject: "Server b/s", cause: cause)
    }

    private static func lines(_ before: Moment, _ after: Moment) -> [String] {
        change(before, after).lines.map { "\($0.level.rawValue) \($0.text)" }
    }

    private static let down = Moment(health: .stopped, active: 1)
    private static let up = Moment(active: 2)
    private static let drained = Moment(conditions: .forcedDrain, active: 1)
    private static let maintained = Moment(
        conditions: .forcedMaintenance, active: 1, served: 3, queued: 4)

    @Test(arguments: [
        (
            up, maintained,
            [
                "1 Server b/s is going DOWN for maintenance. 1 active and 0 backup servers left. 3 sessions active, "
                    + "0 requeued, 4 remaining in queue."
            ]
        ),
        (down, maintained, ["5 Server b/s was DOWN and now enters maintenance."]),
        (maintained, up, ["5 Server b/s is UP/READY (leaving forced maintenance)."]),
        (
            maintained, drained,
            [
                "5 Server b/s is UP/DRAIN (leaving forced maintenance).", "5 Server b/s remains in forced drain mode.",
            ]
        ),
        (
            up, drained,
            [
                "5 Server b/s enters drain state. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in "
                    + "queue."
            ]
        ),
        (drained, up, ["5 Server b/s is UP (leaving forced drain)."]),
        (
            up, down,
            [
                "1 Server b/s is DOWN, changed from CLI. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, "
                    + "0 remaining in queue."
            ]
        ),
        (
            down, up,
            [
                "5 Server b/s is UP, changed from CLI. 2 active and 0 backup servers online. 0 sessions requeued, 0 total in "
                    + "queue."
            ]
        ),
        (up, up, []), (maintained, maintained, []),
    ])
    func isToldInTheWordsOfTheLog(before: Moment, after: Moment, expected: [String]) {
        #expect(Self.lines(before, after) == expected)
    }

    @Test func saysWhenOnlyBackupsAreLeftAndWhenNothingIs() {
        let backup = Moment(conditions: .forcedMaintenance, backup: 1)
        #expect(
            Self.lines(Self.up, backup).first?.contains("1 backup servers left. Running on backup. 0 sessions") == true)
        let nothing = Moment(conditions: .forcedMaintenance)
        #expect(Self.change(Self.up, nothing).leavesNothing)
        #expect(!Self.change(nothing, nothing).leavesNothing)
    }
}

extension ServerChangeTests {
    private static let inherited = Moment(conditions: [.inheritedMaintenance])
    private static let drainedByOther = Moment(conditions: [.inheritedDrain])

    @Test(arguments: [
        (up, inherited, ["is going DOWN for maintenance via a/t."]), (down, up, ["is UP via a/t."]),
        (up, drainedByOther, ["enters drain state via a/t."]), (inherited, up, ["is UP/READY (leaving maintenance)."]),
        (
            inherited, drainedByOther,
            [
                "is UP/DRAIN (leaving maintenance).",
                "is leaving forced drain but remains in drain mode via a/t.",
            ]
        ),
    ])
    func namesTheServerThatItTracks(before: Moment, after: Moment, expected: [String]) {
        let lines = Self.change(before, after, .followed("a/t")).lines.map(\.text)
        #expect(lines.count == expected.count)
        for (line, beginning) in zip(lines, expected) { #expect(line.hasPrefix("Server b/s " + beginning)) }
    }

    @Test func countsTheStreamsThatMoved() {
        #expect(Self.change(Self.up, Self.down, requeued: 2).lines.first?.text.contains(" 2 requeued, ") == true)
        #expect(Self.change(Self.down, Self.up, requeued: 3).lines.first?.text.contains("3 sessions requeued") == true)
    }

    @Test func saysNothingMoreOfAServerThatIsWarm() {
        let starting = Moment(health: .starting, active: 1)
        #expect(Self.change(starting, Self.up, .told).lines.first?.text.hasPrefix("Server b/s is UP. 2 active") == true)
        #expect(Self.change(Self.up, starting).lines.isEmpty)
    }
}
