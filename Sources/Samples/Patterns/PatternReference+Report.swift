import Memory

extension PatternReference {
    /// The line of this list in `show acl` and `show map`, whose first line is `reportHeader`.
    public var report: String {
        let description = description.withLock { $0 }
        let (current, next) = versions
        return "\(description.identifier ?? -1) (\(name)) \(description.text). "
            + "curr_ver=\(current) next_ver=\(next) entry_cnt=\(count)"
    }

    public static let reportHeader = "# id (file) description"

    /// Whether a map uses this list too; `add acl` must then give a value.
    public var isUsedByMap: Bool { description.withLock { $0.isUsedByMap } }

    /// The lines of `get acl` and `get map` for a text: what each use of the list makes of it. `cast` turns the text into a
    /// sample of the type that a method reads; nil where it cannot.
    public func lookups(
        _ kind: PatternKind, _ text: ByteView, cast: (ByteView, SampleType) -> Sample?
    ) -> [String] {
        let scratch = RegularExpressionScratch()
        return uses.enumerated().map { position, use in
            let set = set(position)
            let sample = use.method.input(for: .string).flatMap { cast(text, $0) }
            let match = sample.flatMap { sample in set?.view.find(sample) { scratch } }
            return withExtendedLifetime(set) { Self.lookup(kind, use, match) }
        }
    }

    private static func lookup(_ kind: PatternKind, _ use: PatternUse, _ match: PatternMatch?) -> String {
        let found = kind == .acl ? "match" : "found"
        let start = "type=\(use.word), case=\(use.ignoresCase ? "insensitive" : "sensitive"), \(found)="
        guard let match else { return start + "no" }
        var line = start + "yes, idx=\(isIndexed(use, match) ? "tree" : "list")"
        let name = kind == .acl ? "pattern" : "key"
        line += match.identifier == 0 ? ", \(name)=unknown" : ", \(name)=\"\(match.key.text)\""
        guard kind == .map else { return line }
        guard let value = use.value else { return line + ", value=none" }
        let shown = value == .key ? match.key : match.value
        return line + ", value=\"\(shown.text)\", type=\"\(match.sample(value)?.type.name ?? "str")\""
    }

    /// What HAProxy says of its own structures: these methods look up, the others go through the list in order.
    private static func isIndexed(_ use: PatternUse, _ match: PatternMatch) -> Bool {
        switch use.method {
        case .found, .boolean: return true
        case .string, .prefix: return !use.ignoresCase
        case .address:
            if case .masked? = try? AddressNetwork.parse(match.key, resolvesNames: false) { return false }
            return true
        default: return false
        }
    }
}
