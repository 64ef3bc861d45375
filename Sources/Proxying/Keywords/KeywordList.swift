import Configuration

/// The registered keywords as `-dKcfg` lists them: those that can be used.
public enum KeywordList {
    /// Sections and their keywords, a line each, keywords behind a tab.
    public static var configuration: String {
        var lines = ["global"]
        lines += names(GlobalKeywords.catalogue.rows)
        lines.append("listen")
        lines += names(BindKeywords.catalogue.rows, behind: "bind <addr> ")
        lines += names(ProxyKeywords.catalogue.rows)
        lines += names(ServerKeywords.catalogue.rows, behind: "server <name> <addr> ")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func names<Target>(_ rows: [Keyword<Target>], behind stem: String = "") -> [String] {
        let usable = rows.filter { row in
            switch row.behaviour {
            case .parse, .ignored: true
            case .planned, .removed: false
            }
        }
        return usable.map { "\t" + stem + $0.name + suffix($0, isOption: !stem.isEmpty) }.sorted()
    }

    private static func suffix<Target>(_ row: Keyword<Target>, isOption: Bool) -> String {
        if row.name.hasPrefix("option ") {
            let sides = (row.places.contains(.frontend) ? "FE " : "") + (row.places.contains(.backend) ? "BE " : "")
            return " [ \(sides)]"
        }
        if row.matching != .exact { return "*" }
        return isOption && !row.usage.isEmpty ? " +1" : ""
    }
}
