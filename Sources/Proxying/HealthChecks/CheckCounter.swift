/// Counts successes and failures of checks: from 0, down for sure, to `rise + fall - 1`, up for sure; up from `rise` on.
struct CheckCounter: Sendable, Equatable {
    var value: Int
    let rise: Int
    let fall: Int

    init(value: Int, rise: Int, fall: Int) {
        self.value = value
        self.rise = rise
        self.fall = fall
    }

    init(rise: Int, fall: Int, _ initial: InitialState) {
        self.init(value: 0, rise: max(1, rise), fall: max(1, fall))
        start(initial)
    }

    var top: Int { rise + fall - 1 }
    var isUp: Bool { value >= rise }
    /// Neither up nor down for sure.
    var isTurning: Bool { value > 0 && value < top }

    /// What the server starts with, and starts anew when it comes out of maintenance.
    mutating func start(_ initial: InitialState) {
        switch initial {
        case .fullyUp: value = top
        case .none, .up: value = rise
        case .down: value = rise - 1
        case .fullyDown: value = 0
        }
    }

    /// A success. The last one that it takes to be up makes it up for sure.
    mutating func rises() {
        guard value < top else { return }
        value += 1
        if value >= rise { value = top }
    }

    /// A failure. The last one that it takes to be down makes it down for sure.
    mutating func falls() { value = value > rise ? value - 1 : 0 }

    /// How far a server of some weight is in the state that it has: `2/3 UP`.
    func progress(of weight: Int) -> String {
        isUp ? "\(value - rise + 1)/\(fall) \(weight == 0 ? "DRAIN" : "UP")" : "\(value)/\(rise) DOWN"
    }
}
