import Memory

/// What finds the entries of a table that match a sample, made once for each table and method.
enum PatternIndex: Sendable {
    case keys(KeyIndex)
    case numbers(NumberIndex)
    case addresses(AddressIndex)
    case substrings(SubstringIndex)
    case expressions(ExpressionIndex)

    /// Fails with each pattern that cannot be read: its position and why.
    static func build(
        _ table: PatternTable, _ use: PatternUse, compiled: CompiledExpressions
    ) throws(PatternProblems) -> PatternIndex? {
        switch use.method {
        case .found, .boolean: nil
        case .integer, .length: .numbers(try NumberIndex(table.view, isDotted: use.isDotted))
        case .address: .addresses(try AddressIndex(table.view, resolvesNames: use.resolvesNames))
        case .binary: .keys(try KeyIndex(binary: table.view))
        case .string, .prefix: .keys(KeyIndex(table.view, foldsCase: use.ignoresCase))
        case .suffix: .keys(KeyIndex(table.view, .backward, foldsCase: use.ignoresCase))
        case .directory: .keys(KeyIndex(table.view, form: .directory, foldsCase: use.ignoresCase))
        case .domain: .keys(KeyIndex(table.view, form: .domain, foldsCase: use.ignoresCase))
        case .substring: .substrings(SubstringIndex(table.view, foldsCase: use.ignoresCase))
        case .expression: .expressions(try ExpressionIndex(table.view, ignoresCase: use.ignoresCase, compiled))
        }
    }

    var view: PatternIndexView {
        switch self {
        case .keys(let index): .keys(index.view)
        case .numbers(let index): .numbers(index.view)
        case .addresses(let index): .addresses(index.view)
        case .substrings(let index): .substrings(index.view)
        case .expressions(let index): .expressions(index.view)
        }
    }

    /// Bytes of memory beside the table.
    var size: Int {
        switch self {
        case .keys(let index): index.size
        case .numbers(let index): index.size
        case .addresses(let index): index.size
        case .substrings(let index): index.size
        case .expressions(let index): index.size
        }
    }
}

/// What a lookup sees of an index.
enum PatternIndexView: BitwiseCopyable, Sendable {
    case keys(KeyIndexView)
    case numbers(NumberIndexView)
    case addresses(AddressIndexView)
    case substrings(SubstringIndexView)
    case expressions(ExpressionIndexView)
}

/// The patterns of a table that cannot be read.
struct PatternProblems: Error {
    private(set) var items: [(number: Int, message: String)] = []

    var isEmpty: Bool { items.isEmpty }

    mutating func add(_ number: Int, _ failure: PatternFailure) {
        items.append((number, failure.messages.first ?? ""))
    }
}
