import Configuration

@testable import Proxying

/// A configuration that was read from text.
struct Reading {
    let diagnostics = Diagnostics(keepsDiag: true)
    let generation: Generation?

    init(_ text: String, looksUpNames: Bool = true) {
        var reader = ConfigurationReader(
            sectionWords: GenerationBuilder.sectionWords, environment: Environment(), facts: ConditionFacts(),
            diagnostics: diagnostics)
        let builder = GenerationBuilder(diagnostics)
        builder.looksUpNames = looksUpNames
        builder.read(reader.read([.text(text + "\n", name: "a.cfg")]))
        generation = builder.build()
    }

    func proxy(_ name: String) -> Proxy? { generation?.proxies.first { $0.settings.name == name } }

    func settings(_ name: String) -> ProxySettings? { proxy(name)?.settings }

    /// `line: message` of each alert.
    var alerts: [String] { messages(.alert) }
    var warnings: [String] { messages(.warning) }

    private func messages(_ severity: Diagnostic.Severity) -> [String] {
        diagnostics.items.filter { $0.severity == severity }.map { "\($0.location?.line ?? 0): \($0.message)" }
    }
}
