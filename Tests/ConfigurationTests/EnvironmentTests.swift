import Glibc
import Testing

@testable import Configuration

@Suite struct EnvironmentTests {
    @Test func setPresetUnsetReset() throws {
        var environment = Environment(["A": "1", "B": "2"])
        try environment.set("A", to: "x")
        try environment.preset("B", to: Array("y".utf8))
        try environment.preset("C", to: Array("z".utf8))
        #expect(environment["A"] == "x")
        #expect(environment["B"] == "2")
        #expect(environment["C"] == "z")
        try environment.unset("A")
        try environment.unset("never there")
        #expect(environment["A"] == nil)
        environment.reset(keeping: ["C", "D"])
        #expect(environment.names == ["C"])
    }

    @Test(arguments: ["", "A=b", "a\0b"])
    func namesThatAreNone(name: String) {
        var environment = Environment()
        #expect(throws: Environment.InvalidName(name: name)) { try environment.set(name, to: "x") }
        #expect(throws: Environment.InvalidName(name: name)) { try environment.preset(name, to: [0x78]) }
        #expect(throws: Environment.InvalidName(name: name)) { try environment.unset(name) }
        #expect(environment.names == [])
    }

    @Test func processEnvironmentIsReadAndApplied() throws {
        let original = Environment.ofProcess()
        #expect(original["PATH"] != nil)
        var changed = original
        try changed.set("APUS_TEST_SET", to: [0x61, 0xFF])
        changed.apply()
        #expect(Environment.ofProcess() == changed)
        original.apply()
        #expect(Environment.ofProcess()["APUS_TEST_SET"] == nil)
    }
}
