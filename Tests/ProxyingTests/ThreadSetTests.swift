import Testing

@testable import Proxying

@Suite("thread and thread-groups")
struct ThreadSetTests {
    private func loops(_ texts: String..., of count: Int, _ groups: ThreadGroups = ThreadGroups()) -> [Int]? {
        var set = ThreadSet()
        for text in texts where !set.add(text) { return nil }
        return set.loops(of: count, groups)
    }

    @Test("no set is every thread")
    func everyThread() {
        #expect(loops(of: 3) == [0, 1, 2])
        #expect(loops("all", of: 3) == [0, 1, 2])
    }

    @Test("numbers count from one, and open ranges end with the threads")
    func ranges() {
        #expect(loops("1", of: 4) == [0])
        #expect(loops("2-3", of: 4) == [1, 2])
        #expect(loops("-2", of: 4) == [0, 1])
        #expect(loops("3-", of: 4) == [2, 3])
        #expect(loops("odd", of: 5) == [0, 2, 4])
        #expect(loops("even", of: 5) == [1, 3])
        #expect(loops("1", "4", of: 4) == [0, 3])
        #expect(loops("5", of: 4) == [])
    }

    @Test(
        "what is no set is refused",
        arguments: [
            "", "-", "0", "x", "3-2", "1/", "/1", "0/1", "1/0", "5000", "1-2-3", "-0", "1,2", "99999999999999999999",
        ])
    func refused(_ text: String) {
        var set = ThreadSet()
        let isAdded = set.add(text)
        #expect(!isAdded)
    }

    @Test("groups share the threads evenly")
    func evenGroups() {
        var groups = ThreadGroups()
        groups.count = 2
        #expect(groups.members(of: 1, threads: 5) == [1, 2, 3])
        #expect(groups.members(of: 2, threads: 5) == [4, 5])
        #expect(groups.members(of: 3, threads: 5) == [])
        #expect(loops("2/1", of: 4, groups) == [2])
        #expect(loops("2/all", of: 4, groups) == [2, 3])
        #expect(loops("1/2", "2/2", of: 4, groups) == [1, 3])
    }

    @Test("thread-group lines assign threads, the rest goes to the other groups")
    func definedGroups() {
        var groups = ThreadGroups()
        groups.count = 2
        groups.definitions[1] = [1...1, 4...4]
        #expect(groups.members(of: 1, threads: 4) == [1, 4])
        #expect(groups.members(of: 2, threads: 4) == [2, 3])
        #expect(loops("1/2", of: 4, groups) == [3])
        #expect(groups.unassigned(threads: 4) == 0)
        groups.definitions[2] = [2...2]
        #expect(groups.unassigned(threads: 4) == 1)
    }

    @Test("numbers of the process and of a group do not mix")
    func mixed() {
        var set = ThreadSet()
        _ = set.add("1")
        #expect(!set.isMixed)
        _ = set.add("1/2")
        #expect(set.isMixed)
    }
}
