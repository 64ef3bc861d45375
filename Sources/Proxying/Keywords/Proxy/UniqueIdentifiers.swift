import Configuration
import Memory
import Samples

extension Keyword<ProxyBuilder> {
    /// Identifiers of streams (manual, 4.2).
    static let uniqueIdentifiers: [Keyword] = [
        Keyword("unique-id-format", in: .proxies, usage: "<fmt>", summary: "Says how streams are identified.") {
            arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'unique-id-format' expects an argument.")
            }
            guard arguments.isAtEnd else {
                throw ConfigurationError("'unique-id-format' expects only one argument, don't forget to escape spaces!")
            }
            let place = ExpressionPlace(
                line: arguments.line, word: word, section: arguments.context.name ?? "", uses: .frontendRequest)
            let parser = ExpressionParser(proxy.expressions, at: place)
            proxy.settings.uniqueIdentifier = try parser.headFormat(word.bytes, mergesBlanks: true)
        },
        Keyword(
            "unique-id-header", in: [.defaults, .frontend], usage: "<name>",
            summary: "Names the field that tells servers the identifier."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'unique-id-header' expects an argument.")
            }
            proxy.settings.uniqueIdentifierHeader = ConstantBytes(Array(word.text.lowercased().utf8))
        },
    ]
}
