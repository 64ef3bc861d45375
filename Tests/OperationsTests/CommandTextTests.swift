import Testing

@testable import Operations

struct CommandTextTests {
    @Test(
        arguments: [
            ("show info", [["show", "info"]]), ("a;b c", [["a"], ["b", "c"]]), ("  a \t b  ", [["a", "b"]]),
            (#"a\;b c\ d \\"#, [["a;b", "c d", "\\"]]), ("", [[]]), (";", [[], []]), ("a;", [["a"], []]),
            (#"a\"#, [["a"]]),
        ] as [(String, [[String]])])
    func splits(_ line: String, _ words: [[String]]) {
        #expect(CommandText.split(Array(line.utf8)).map(\.words) == words)
    }

    @Test(arguments: [
        ("set x <<", "set x ", ""), ("set x <<END", "set x ", "END"), ("<<a", "", "a"),
        ("a <<" + String(repeating: "p", count: 64), "a ", String(repeating: "p", count: 64)),
    ])
    func findsThePayload(_ line: String, _ command: String, _ terminator: String) {
        let start = CommandText.payloadStart(Array(line.utf8))
        #expect(start.map { String(decoding: $0.command, as: UTF8.self) } == command)
        #expect(start.map { String(decoding: $0.terminator, as: UTF8.self) } == terminator)
    }

    @Test(arguments: ["", "a", "a<<", "<< a", "a <b", "a <<" + String(repeating: "p", count: 65)])
    func findsNoPayload(_ line: String) {
        #expect(CommandText.payloadStart(Array(line.utf8)) == nil)
    }

    @Test func theLongestCommandIsFound() {
        #expect(CommandCatalogue.find(["show", "servers", "state"])?.words == ["show", "servers", "state"])
        #expect(CommandCatalogue.find(["help", "show"])?.words == ["help"])
        #expect(CommandCatalogue.find(["shw"]) == nil && CommandCatalogue.find([]) == nil)
    }

    @Test func everyCommandCanBeReached() {
        for command in CommandCatalogue.commands {
            #expect(CommandCatalogue.find(command.words)?.usage == command.usage)
        }
    }

    @Test func helpNamesWhatResembles() {
        let text = CommandHelp.unknown(["shw", "info"])
        #expect(text.hasPrefix("Unknown command: 'shw', but maybe one of the following ones is a better match:\n"))
        #expect(text.contains("  show info"))
        #expect(CommandHelp.list(matching: ["set", "weight"]).contains("set weight"))
        #expect(!CommandHelp.list(matching: ["set", "weight"]).contains("show info"))
    }
}
