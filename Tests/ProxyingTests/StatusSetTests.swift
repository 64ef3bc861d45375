import Testing

@testable import Proxying

/// Sets of status codes, as `http-err-codes` has them.
@Suite struct StatusSetTests {
    @Test func rangesAreAddedAndRemoved() {
        var codes = StatusSet(400...499)
        #expect(codes.contains(400) && codes.contains(499))
        #expect(!codes.contains(399) && !codes.contains(500))
        codes.remove(404...404)
        codes.insert(302...302)
        #expect(!codes.contains(404) && codes.contains(403) && codes.contains(405) && codes.contains(302))
    }

    @Test func whatIsNoStatusIsInNoSet() {
        var codes = StatusSet(100...599)
        codes.insert(0...UInt16.max)
        #expect(codes.contains(100) && codes.contains(599))
        #expect(!codes.contains(0) && !codes.contains(99) && !codes.contains(600) && !codes.contains(UInt16.max))
    }

    @Test func failuresLeaveOutWhatClientsCause() {
        let faults = StatusFaults()
        #expect(faults.failures.contains(500) && faults.failures.contains(503))
        #expect(!faults.failures.contains(501) && !faults.failures.contains(505))
    }
}
