import Configuration
import Proxying
import Testing

@testable import Operations

struct WeightChangeTests {
    private func backend(_ balance: String) throws -> Proxy {
        let diagnostics = Diagnostics()
        var reader = ConfigurationReader(
            sectionWords: GenerationBuilder.sectionWords, environment: Environment(), facts: ConditionFacts(),
            diagnostics: diagnostics)
        let builder = GenerationBuilder(diagnostics)
        builder.read(
            reader.read([.text("backend b\n balance \(balance)\n server s 192.0.2.1:80 weight 40\n", name: "a.cfg")]))
        return try #require(builder.build()?.proxies.first)
    }

    @Test(arguments: [
        ("0", 0), ("256", 256), ("50%", 20), ("0%", 0), ("100%", 40), ("1000%", 256), ("9999999999999999%", 256),
        (" 7", 7),
    ])
    func changes(_ text: String, _ weight: Int) throws {
        let backend = try backend("roundrobin")
        #expect(WeightChange.apply(text, to: try #require(backend.servers.first), of: backend) == nil)
        #expect(backend.servers.first?.slot.weight == weight)
    }

    @Test(arguments: ["", "x", "257", "-1", "-1%", "5x", "5%%", "99999999999999999999"])
    func refuses(_ text: String) throws {
        let backend = try backend("roundrobin")
        #expect(WeightChange.apply(text, to: try #require(backend.servers.first), of: backend) != nil)
        #expect(backend.servers.first?.slot.weight == 40)
    }

    @Test func staticAlgorithmsOnlySwitchOnAndOff() throws {
        let backend = try backend("static-rr")
        let server = try #require(backend.servers.first)
        #expect(WeightChange.apply("50%", to: server, of: backend)?.contains("static LB algorithm") == true)
        #expect(WeightChange.apply("0%", to: server, of: backend) == nil && server.slot.weight == 0)
        #expect(WeightChange.apply("100%", to: server, of: backend) == nil && server.slot.weight == 40)
    }
}
