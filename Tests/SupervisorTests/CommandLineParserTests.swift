import Testing

@testable import Supervisor

struct CommandLineParserTests {
    private func accepted(_ line: String) -> CommandLineOptions? {
        guard case .run(let options) = parse(line) else { return nil }
        return options
    }

    private func parse(_ line: String) -> CommandLineRequest {
        CommandLineParser.parse(line.split(separator: " ").map(String.init))
    }

    @Test func filesComeInOrder() {
        #expect(accepted("-f a -f b -- c -d")?.files == ["a", "b", "c", "-d"])
        #expect(accepted("-db -f a")?.staysInForeground == true)
    }

    @Test func switchesAreKept() throws {
        let options = try #require(
            accepted("-c -V -q -D -dW -dr -dS -dR -n 7 -N 8 -m 9 -p pid -C dir -L me -4 -f a -dKall"))
        #expect(options.checksOnly && options.isVerbose && options.isQuiet && options.isDaemon)
        #expect(options.warningsAreFatal && options.toleratesUnresolvedServers)
        #expect(options.disablesSplice && options.disablesReusePort)
        #expect((options.maximumConnections, options.proxyMaximumConnections, options.memoryLimit) == (7, 8, 9))
        #expect((options.pidFile, options.directory, options.localPeer) == ("pid", "dir", "me"))
        #expect(options.addressPreference == .ipv4Only && options.dumpedClasses == ["all"])
    }

    @Test func theFirstThatPrintsDecides() {
        #expect(parse("-v -nonsense") == .version)
        #expect(parse("-vv") == .buildOptions)
        #expect(parse("-dMhelp") == .memoryHelp)
        guard case .condition("1", _) = parse("-cc 1") else {
            Issue.record("-cc is not a condition")
            return
        }
    }

    @Test(arguments: ["", "-f", "-x1", "-cc", "-n", "nonsense", "-dX", "-c"])
    func whatMakesNoSenseShowsTheUsage(_ line: String) {
        #expect(parse(line) == .usage)
    }

    @Test(arguments: [
        "-f a -W", "-f a -Ws", "-S a", "-x a", "-f a -sf 12", "-f a -st 12", "-f a -n x", "-f a -n -1",
        "-f a -m 99999999999",
        "-f a -de", "-f a -dG", "-f a -dAx", "-f a -dt", "-f a -dMnonsense",
    ])
    func whatIsNotBuiltIsRefused(_ line: String) {
        guard case .refused(let reason) = parse(line) else {
            Issue.record("\(line) is not refused")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test(arguments: [
        "-f a -sf", "-sf -f a", "-f a -st", "-f a -dM", "-f a -dMno-merge,cold-first", "-f a -dM0x50", "-f a -dI",
    ])
    func whatInitScriptsPassIsAccepted(_ line: String) {
        #expect(accepted(line)?.files == ["a"])
    }
}
