import EventLoop
import Testing

@testable import Supervisor

struct ProcessorTopologyTests {
    /// Two nodes with four hyperthreaded cores in all, each node with a cache of its own.
    @Test func nodesCachesAndCoresAreRead() {
        let folder = MachineFolder()
        folder.write("0-7", to: "cpu/online")
        folder.write("0-1", to: "node/online")
        folder.write("0-1,4-5", to: "node/node0/cpulist")
        folder.write("2-3,6-7", to: "node/node1/cpulist")
        for number in 0..<8 {
            let core = number % 4
            folder.add(
                number, siblings: "\(core),\(core + 4)", cache: core < 2 ? "0-1,4-5" : "2-3,6-7", package: core / 2)
        }
        let processors = ProcessorTopology(folder: folder.path, fallback: ProcessorSet()).processors
        #expect(processors.map(\.number) == Array(0..<8))
        #expect(processors.map(\.node) == [0, 0, 1, 1, 0, 0, 1, 1])
        #expect(processors.map(\.complex) == [0, 0, 1, 1, 0, 0, 1, 1])
        #expect(processors.map(\.core) == [0, 1, 2, 3, 0, 1, 2, 3])
        #expect(processors.map(\.thread) == [0, 0, 0, 0, 1, 1, 1, 1])
        #expect(processors.map(\.cluster) == processors.map(\.complex))
    }

    /// One cache for cores of two speeds: two clusters. A difference below 5 % is none.
    @Test func clustersAreCoresOfOneSpeed() {
        let folder = MachineFolder()
        folder.write("0-4", to: "cpu/online")
        for (number, capacity) in [1024, 1000, 900, 900, 980].enumerated() {
            folder.add(number, siblings: "\(number)", cache: "0-4", capacity: capacity)
        }
        let processors = ProcessorTopology(folder: folder.path, fallback: ProcessorSet()).processors
        #expect(processors.map(\.cluster) == [0, 0, 1, 1, 0])
        #expect(processors.map(\.complex) == [0, 0, 0, 0, 0])
        #expect(processors.map(\.performance) == [1024, 1000, 900, 900, 980])
    }

    /// Virtual machines pretend that nothing is shared.
    @Test func cachesThatNobodySharesMakeNoComplexes() {
        let folder = MachineFolder()
        folder.write("0-3", to: "cpu/online")
        for number in 0..<4 {
            folder.add(number, siblings: "\(number)", cache: "\(number)", package: number / 2)
        }
        let processors = ProcessorTopology(folder: folder.path, fallback: ProcessorSet()).processors
        #expect(processors.map(\.complex) == [0, 0, 1, 1])
    }

    @Test func withoutFilesAllAreAlike() {
        let topology = ProcessorTopology(folder: "/nonexistent", fallback: ProcessorSet([1, 3]))
        #expect(topology.processors.map(\.number) == [1, 3])
        #expect(topology.processors.map(\.core) == [0, 1])
        #expect(Set(topology.processors.map(\.complex)) == [0] && Set(topology.processors.map(\.node)) == [0])
    }

    @Test(arguments: ["", "x", "3-1", "99999999999999999999", "-"])
    func nonsenseInFilesIsNotBelieved(_ text: String) {
        let folder = MachineFolder()
        folder.write(text, to: "cpu/online")
        folder.write(text, to: "node/online")
        folder.add(0, siblings: text, cache: text)
        folder.write(text, to: "cpu/cpu0/cpu_capacity")
        let topology = ProcessorTopology(folder: folder.path, fallback: ProcessorSet([0]))
        #expect(topology.processors == [ProcessorTopology.Processor(number: 0)])
    }
}
