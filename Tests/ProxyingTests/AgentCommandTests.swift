import Testing

@testable import Proxying

struct AgentCommandTests {
    @Test(arguments: [
        ("up", true, "via agent : up"), ("UP", true, "via agent : UP"), ("down", false, "via agent : down"),
        ("fail", false, "via agent : fail"), ("stopped", false, "via agent : stopped"),
        ("down # because I say so", false, "via agent : down (because I say so)"),
        ("down, #  z", false, "via agent : down (z)"), ("up #x y", true, "via agent : up (x y)"),
        ("up garbage", true, "via agent : up (garbage)"), ("garbage up", true, "via agent : up (garbage)"),
        ("up down", false, "via agent : down"), ("down up\nfail", true, "via agent : up"),
        ("50%", nil, ""), ("", nil, ""), ("garbage", nil, "agent reports an error : garbage"),
        ("down#x", nil, "agent reports an error : down#x"), ("5", nil, "agent reports an error : 5"),
        ("-5%", nil, "agent reports an error : -5%"), ("50% # note", nil, ""),
    ])
    func tellsWhetherTheServerWorks(line: String, isUp: Bool?, report: String) {
        let command = AgentCommand(Array(line.utf8))
        #expect(command.isUp == isUp)
        #expect(command.report == report)
    }

    @Test(arguments: [
        ("75%", AgentCommand.Weight.percent(75), 37), ("up,10%", .percent(10), 5), ("up\t300%", .percent(300), 150),
        ("9999%", .percent(9999), 256), ("weight:30", .absolute(30), 30), ("WEIGHT:50%", .percent(50), 25),
        ("9999999999999999%", .percent(9_999_999_999_999_999), 256),
    ])
    func setsTheWeight(line: String, weight: AgentCommand.Weight, applied: Int) {
        #expect(AgentCommand(Array(line.utf8)).weight == weight)
        #expect(weight.applied(to: 50) == applied)
    }

    @Test(arguments: ["weight:257", "weight:x", "%", "50%x", "maxconn:x", "maxconn:-3", "99999999999999999999%"])
    func leavesWhatMakesNoSense(line: String) {
        let command = AgentCommand(Array(line.utf8))
        #expect(command.weight == nil && command.maximumConnections == nil && command.unknown == line)
    }

    @Test func readsEverythingOfALine() {
        let command = AgentCommand(Array("ready drain up maxconn:30 20%".utf8))
        #expect(command.administration == .drain && command.isUp == true)
        #expect(command.maximumConnections == 30 && command.weight == .percent(20))
    }

    @Test func showsNoBytesThatATerminalWouldObey() {
        #expect(AgentCommand([0x1b, 0x5b, 0xff]).report == "agent reports an error : ?[?")
    }
}
