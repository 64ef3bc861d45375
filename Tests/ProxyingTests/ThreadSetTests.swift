import Testing

@testable import Proxying

struct ThreadSetTests {
    @Test(
        arguments: [
            (["all"], [0, 1, 2, 3, 4]), (["odd"], [0, 2, 4]), (["even"], [1, 3]), (["2"], [1]), (["2-4"], [1, 2, 3]),
            (["-2"], [0, 1]), (["4-"], [3, 4]), (["1", "3-4"], [0, 2, 3]), ([], [0, 1, 2, 3, 4]),
        ] as [([String], [Int])])
    func namesLoops(_ words: [String], _ loops: [Int]) {
        var set = ThreadSet()
        for word in words {
            let isAdded = set.add(word)
            #expect(isAdded)
        }
        #expect(set.loops(of: 5, ThreadGroups()) == loops)
    }

    @Test(arguments: ["", "-", "0", "x", "3-2", "1-2-3", "-0", "5000", "1,2", "99999999999999999999"])
    func refuses(_ word: String) {
        var set = ThreadSet()
        let isAdded = set.add(word)
        #expect(!isAdded)
    }
}
