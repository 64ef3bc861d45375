import EventLoop
import Proxying
import Testing

@testable import Supervisor

struct PlacementTests {
    /// Two nodes of two complexes each; a complex has two cores of two hardware threads: 16 processors.
    private static let large = ProcessorTopology(
        (0..<16).map { number in
            let core = number % 8
            return ProcessorTopology.Processor(
                number: number, node: core / 4, complex: core / 2, cluster: core / 2, core: core, thread: number / 8)
        })
    /// One complex with two fast cores, four of medium speed and two slow ones.
    private static let mixed = ProcessorTopology(
        [1000, 1000, 700, 700, 700, 700, 300, 300].enumerated().map { number, speed in
            ProcessorTopology.Processor(
                number: number, cluster: speed == 1000 ? 0 : speed == 700 ? 1 : 2, core: number, performance: speed)
        })

    private func place(
        _ topology: ProcessorTopology = large, inherited: ProcessorSet? = nil, quota: Int? = nil, threads: Int = 0,
        _ change: (inout PlacementSettings) -> Void = { _ in }
    ) -> Placement {
        var global = GlobalSettings()
        global.threads = threads
        change(&global.placement)
        let host = Placement.Host(inherited: inherited ?? topology.all, quota: quota, topology: topology)
        return Placement(global, on: host)
    }

    private func bound(_ placement: Placement) -> [String] { placement.processors.map { $0?.text ?? "-" } }

    @Test func byDefaultThereIsAGroupForEachComplex() {
        let placement = place()
        #expect(placement.threads == 16 && placement.groups?.count == 4)
        #expect(placement.groups?.definitions[2] == [5...8])
        #expect(bound(placement)[0] == "0-1,8-9" && bound(placement)[15] == "6-7,14-15")
    }

    @Test func aMachineOfOneKindIsLeftAlone() {
        let topology = ProcessorTopology((0..<4).map { ProcessorTopology.Processor(number: $0, core: $0) })
        let placement = place(topology)
        #expect(placement.threads == 4 && placement.groups == nil && bound(placement) == ["-", "-", "-", "-"])
    }

    /// Whoever says anything about it decides alone.
    @Test func theDefaultPolicyGivesWay() {
        #expect(bound(place(threads: 3)) == ["-", "-", "-"])
        let restricted = place(inherited: ProcessorSet(0...5))
        #expect(restricted.threads == 6 && restricted.groups == nil && Set(bound(restricted)) == ["-"])
        let without = place { $0.looksAtTopology = false }
        #expect(without.threads == 16 && without.groups == nil && Set(bound(without)) == ["-"])
    }

    @Test func aQuotaLimitsThreadsAndMakesNoGroups() {
        let placement = place(quota: 3)
        #expect(placement.threads == 3 && placement.groups == nil && bound(placement) == ["-", "-", "-"])
    }

    @Test(
        arguments: [
            ([.only(.node, ProcessorSet([1]))], "4-7,12-15"), ([.drop(.cluster, ProcessorSet([0, 3]))], "2-5,10-13"),
            ([.only(.thread, ProcessorSet([0]))], "0-7"), ([.drop(.core, ProcessorSet([0, 2]))], "1,3-7,9,11-15"),
            ([.only(.processor, ProcessorSet(0...3)), .drop(.processor, ProcessorSet([1]))], "0,2-3"),
        ] as [([ProcessorSelection], String)])
    func processorsAreSelected(_ selection: [ProcessorSelection], _ left: String) {
        let placement = place {
            $0.selection = selection
            $0.policy = ProcessorPolicy.none
        }
        #expect(Set(bound(placement)) == [left] && placement.threads == ProcessorSet(list: left)?.count)
    }

    @Test func aSelectionThatLeavesNothingIsNotApplied() {
        let placement = place {
            $0.selection = [.only(.node, ProcessorSet([7]))]
            $0.policy = ProcessorPolicy.none
        }
        #expect(placement.threads == 16 && placement.warnings.count == 1 && Set(bound(placement)) == ["-"])
    }

    @Test func resetForgetsWhatWasInherited() {
        let inherited = ProcessorSet([3])
        #expect(place(inherited: inherited).threads == 1)
        let placement = place(inherited: inherited) {
            $0.selection = [.reset]
            $0.policy = ProcessorPolicy.none
        }
        #expect(placement.threads == 16 && bound(placement)[0] == "0-15")
    }

    @Test(
        arguments: [
            (.performance, "0-1"), (.efficiency, "6-7"), (.resource, "6-7"), (.none, "0-7"),
            (.firstUsableNode, "0-7"), (.groupByClusters(1), "0-1 2-5 6-7"), (.groupByClusters(2), "0-5 6-7"),
            (.groupByComplexes(1), "0-7"),
        ] as [(ProcessorPolicy, String)])
    func policiesChooseAmongCoresOfSeveralSpeeds(_ policy: ProcessorPolicy, _ sets: String) {
        let placement = place(Self.mixed) { $0.policy = policy }
        let expected = sets.split(separator: " ").flatMap { set in
            [String](repeating: set == "0-7" ? "-" : String(set), count: ProcessorSet(list: String(set))?.count ?? 0)
        }
        #expect(bound(placement) == expected && placement.threads == expected.count)
    }

    @Test func theFirstNodeIsUsedUnlessSomethingElseIsSaid() {
        let first = place { $0.policy = .firstUsableNode }
        #expect(first.threads == 8 && Set(bound(first)) == ["0-3,8-11"] && first.groups == nil)
        let second = place {
            $0.policy = .firstUsableNode
            $0.selection = [.drop(.node, ProcessorSet([0]))]
        }
        #expect(Set(bound(second)) == ["4-7,12-15"])
        let restricted = place(inherited: ProcessorSet(0...5)) { $0.policy = .firstUsableNode }
        #expect(restricted.threads == 6)
    }

    @Test(
        arguments: [
            (.automatic, false, 16, "0-1,8-9"), (.automatic, true, 8, "0,8"), (.perCore, false, 16, "0,8"),
            (.perThread, false, 16, "0"), (.perThread, true, 8, "0"), (.perGroup, true, 8, "0-1,8-9"),
            (.perComplex, true, 8, "0-1,8-9"),
        ] as [(ProcessorAffinity, Bool, Int, String)])
    func affinitySaysHowCloselyThreadsAreBound(
        _ affinity: ProcessorAffinity, _ hasOneThreadPerCore: Bool, _ threads: Int, _ first: String
    ) {
        let placement = place {
            $0.policy = .groupByComplexes(1)
            $0.affinity = affinity
            $0.hasOneThreadPerCore = hasOneThreadPerCore
        }
        #expect(placement.threads == threads && bound(placement).first == first)
        #expect(placement.groups?.count == 4)
    }

    /// With complexes in pairs, a thread bound to its complex has half of its group.
    @Test func complexesAreSmallerThanGroups() {
        let placement = place {
            $0.policy = .groupByComplexes(2)
            $0.affinity = .perComplex
        }
        #expect(placement.groups?.count == 2)
        #expect(Set(bound(placement).prefix(8)) == ["0-1,8-9", "2-3,10-11"])
    }

    @Test func moreThreadsThanPlacesBeginAgain() {
        let placement = place(threads: 17) {
            $0.policy = ProcessorPolicy.none
            $0.affinity = .perThread
        }
        #expect(placement.threads == 17 && bound(placement)[15] == "15" && bound(placement)[16] == "0")
    }

    @Test func thereAreNeverMoreGroupsThanNumbersForThem() {
        let topology = ProcessorTopology(
            (0..<40).map { ProcessorTopology.Processor(number: $0, complex: $0, cluster: $0, core: $0) })
        let placement = place(topology)
        #expect(placement.groups?.count == 14 && placement.threads == 40 && bound(placement)[39] == "39")
        #expect(bound(placement)[0] == "0-2")
    }
}
