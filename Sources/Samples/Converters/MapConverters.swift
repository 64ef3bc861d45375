import Memory

/// `map_<match>_<value>(<map>[,<default>])`: looks a value up (manual, 7.3.1).
extension Converter {
    static let maps: [Converter] =
        methods.flatMap { word, method in
            let base = word.isEmpty ? "map" : "map_\(word)"
            return [map(base, method, .string)]
                + ["int", "ip", "key"].compactMap { value in
                    guard !(word.isEmpty), let kind = MapValueKind(word: value) else { return nil }
                    return map("\(base)_\(value)", method, kind)
                }
        } + [map("map_regm", .expression, .string, captures: true)]

    /// The words behind `map_`; `map` alone is `map_str`.
    private static let methods: [(String, MatchMethod)] = [
        ("", .string), ("str", .string), ("beg", .prefix), ("sub", .substring), ("dir", .directory), ("dom", .domain),
        ("end", .suffix), ("reg", .expression), ("int", .integer), ("ip", .address),
    ]

    private static func map(
        _ name: String, _ method: MatchMethod, _ kind: MapValueKind, captures: Bool = false
    ) -> Converter {
        let check: Check = { arguments in
            arguments.object = try MapLookup(arguments, PatternUse(method, value: kind, captures: captures))
        }
        return Converter(
            name, takes: method.input(for: .string) ?? .string, gives: kind.type,
            arguments: ArgumentGrammar([.string], optional: kind.defaults), "Looks the value up in a map.",
            check: check
        ) { value, arguments, evaluation in
            guard let lookup = arguments.object(as: MapLookup.self) else { return nil }
            return lookup.find(value, arguments, evaluation)
        }
    }
}

extension MapValueKind {
    /// What a default may be written as; a map that gives keys has none.
    fileprivate var defaults: [ArgumentKind] {
        switch self {
        case .string, .address: [.string]
        case .integer: [.integer]
        case .key: []
        }
    }
}

/// A map that a converter looks into.
private final class MapLookup: Sendable {
    private let slot: PatternSlot
    private let kind: MapValueKind
    private let captures: Bool

    init(_ arguments: PreparedArguments, _ use: PatternUse) throws {
        guard let registry = arguments.scope?.patterns else { throw arguments.refuse("maps cannot be used here") }
        kind = use.value ?? .string
        captures = use.captures
        do throws(PatternFailure) {
            let reference = try registry.named(arguments.text(0), .two)
            slot = try registry.slot(reference, use, user: "map at \(arguments.location)")
        } catch {
            throw arguments.refuse(error.messages.joined(separator: "; "))
        }
        if arguments.has(1) {
            let text = ConstantBytes(arguments.bytes(1))
            guard withExtendedLifetime(text, { kind.holds(text.view) }) else {
                let what = kind == .address ? "ip" : "value"
                throw arguments.refuse("map: cannot parse default \(what) <\(arguments.text(1))>.")
            }
        }
    }

    func find(_ value: Sample, _ arguments: StepArguments, _ evaluation: Evaluation) -> Sample? {
        guard let readers = evaluation.patterns, let match = readers.find(slot, value) else {
            guard arguments.has(1) else { return nil }
            let text = arguments.text(1)
            return PatternMatch(identifier: 0, key: text, value: text).sample(kind)
        }
        guard captures, let subject = value.view else { return match.sample(kind) }
        return evaluation.write { Substitution.append(match.value, to: $0, of: subject, readers.scratch) }
            .map { .string($0) }
    }
}
