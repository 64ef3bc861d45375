import Testing

@testable import Proxying

struct CheckCounterTests {
    private static func values(_ counter: CheckCounter, _ results: String) -> [Int] {
        var counter = counter
        return results.map { result in
            if result == "+" { counter.rises() } else { counter.falls() }
            return counter.value
        }
    }

    @Test(arguments: [
        (InitialState.none, "+", [4]), (.none, "-", [0]), (.up, "-++", [0, 1, 4]), (.fullyUp, "---", [3, 2, 0]),
        (.fullyUp, "-+", [3, 4]), (.down, "+", [4]), (.down, "-+", [0, 1]), (.fullyDown, "++-", [1, 4, 3]),
        (.fullyDown, "+-++", [1, 0, 1, 4]), (.fullyUp, "++", [4, 4]), (.fullyDown, "--", [0, 0]),
    ])
    func movesAsChecksSucceedAndFail(initial: InitialState, results: String, expected: [Int]) {
        #expect(Self.values(CheckCounter(rise: 2, fall: 3, initial), results) == expected)
    }

    @Test func isTurningUntilItIsSure() {
        var counter = CheckCounter(rise: 2, fall: 3, .up)
        #expect(counter.isTurning && counter.isUp)
        counter.rises()
        #expect(!counter.isTurning && counter.progress(of: 1) == "3/3 UP")
        counter.falls()
        #expect(counter.isTurning && counter.progress(of: 0) == "2/3 DRAIN")
        counter.value = 1
        #expect(counter.isTurning && counter.progress(of: 1) == "1/2 DOWN")
    }

    @Test func oneCheckDecidesWhereOneIsEnough() {
        #expect(Self.values(CheckCounter(rise: 1, fall: 1, .up), "-+-") == [0, 1, 0])
    }
}

struct CheckRecordTests {
    private static let failure = CheckResult(.failed, .layer4Connection, text: "Connection refused")
    private static let success = CheckResult(.passed, .layer4OK)

    @Test func countsFailuresWhileItIsUp() {
        let record = CheckRecord(rise: 2, fall: 2, .fullyUp)
        #expect(record.note(Self.failure)?.isNews == true)
        #expect(record.note(Self.failure)?.isNews == false)
        #expect(record.note(Self.failure)?.isQuiet == true)
        #expect(record.figures.failures == 2 && record.figures.health == 0)
        #expect(record.figures.text == "Connection refused")
    }

    /// Ten thousand servers have one each.
    @Test func isSmall() { #expect(MemoryLayout<CheckRecord.State>.size <= 24) }

    @Test func keepsNothingWhileItIsTurnedOff() {
        let record = CheckRecord(rise: 2, fall: 2)
        record.isEnabled = false
        #expect(record.note(Self.failure) == nil)
        record.isEnabled = true
        #expect(record.note(Self.success)?.after.value == 3)
    }

    @Test func errorsOfStreamsCountInARow() {
        let record = CheckRecord(rise: 2, fall: 3)
        #expect([1, 2].map { _ in record.noteError(limit: 3) } == [false, false])
        record.noteSuccess()
        #expect([1, 2, 3, 4].map { _ in record.noteError(limit: 3) } == [false, false, true, false])
    }

    @Test(arguments: [
        (ErrorReaction.fastInterval, [4, 4]), (.failCheck, [3, 2]), (.suddenDeath, [2, 0]), (.markDown, [0, 0]),
    ])
    func reactsToErrorsAsTold(reaction: ErrorReaction, expected: [Int]) {
        let record = CheckRecord(rise: 2, fall: 3, .fullyUp)
        #expect([1, 2].map { _ in record.noteObserved("", reaction).after.value } == expected)
        #expect(record.figures.observedFailures == 2)
    }
}
