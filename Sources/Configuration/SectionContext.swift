/// The section that a line is parsed in: what messages call it, and which keywords it allows.
public struct SectionContext: Sendable, Hashable {
    /// The word that starts the section, such as `listen`.
    public let keyword: String
    public let name: String?
    public let places: SectionSet

    public init(_ keyword: String, name: String? = nil, places: SectionSet) {
        self.keyword = keyword
        self.name = name
        self.places = places
    }

    public init(_ section: Section, places: SectionSet) {
        self.init(section.keyword, name: section.name, places: places)
    }

    /// Why a keyword for other sections cannot stand here, in HAProxy's words.
    func refusal(of keyword: String, for allowed: SectionSet) -> String {
        let side: String? =
            if places.contains(.frontend) && allowed.contains(.backend) {
                "backend"
            } else if places.contains(.backend) && allowed.contains(.frontend) {
                "frontend"
            } else {
                nil
            }
        guard let side else { return "'\(keyword)' not allowed in '\(self.keyword)' section." }
        return "'\(keyword)' not allowed because \(self.keyword) '\(name ?? "")' has no \(side) capability."
    }

    /// The warning for a keyword of the other kind of proxy that is ignored, or nil if this is an error here.
    func neglect(of keyword: String, for allowed: SectionSet) -> String? {
        let isProxy = !places.isDisjoint(with: .listen)
        guard isProxy, !allowed.isDisjoint(with: .listen) else { return nil }
        let side = places.contains(.frontend) ? "backend" : "frontend"
        return "'\(keyword)' ignored because \(self.keyword) '\(name ?? "")' has no \(side) capability."
    }
}
