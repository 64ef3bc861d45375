import Testing

@testable import Proxying

struct ServerChangeTests {
    typealias Moment = ServerChange.Moment

    private static func lines(_ before: Moment, _ after: Moment) -> [String] {
        ServerChange(
            before: before, after: after, subject: "Server b/s", owner: "backend b", cause: "changed from CLI"
        ).lines.map { "\($0.level.rawValue) \($0.text)" }
    }

    private static let down = Moment(health: .stopped, active: 1)
    private static let up = Moment(active: 2)
    private static let drained = Moment(conditions: .forcedDrain, active: 1)
    private static let maintained = Moment(
        conditions: .forcedMaintenance, active: 1, served: 3, queued: 4, allQueued: 5)

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
        #expect(Self.lines(Self.up, nothing).last == "0 backend b has no server available!")
        #expect(Self.lines(nothing, nothing) == [])
    }
}
