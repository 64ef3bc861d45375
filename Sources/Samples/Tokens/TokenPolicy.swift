import Configuration

/// Which algorithms encrypted tokens may use (`jwt.decrypt_alg_list`, `jwt.decrypt_enc_list`).
///
/// Sendable because it changes while a configuration is read and never once it runs.
public final class TokenPolicy: @unchecked Sendable {
    /// RSA1_5 is left out by default (RFC 8725, 3.2).
    private(set) var keyManagement = Set(KeyManagement.allCases).subtracting([.rsaPKCS1])
    private(set) var encryption = Set(ContentEncryption.allCases)

    public init() {}

    /// `jwt.decrypt_alg_list <list>`
    public func setKeyManagement(_ list: Word) throws(ConfigurationError) { keyManagement = try Self.parse(list) }

    /// `jwt.decrypt_enc_list <list>`
    public func setEncryption(_ list: Word) throws(ConfigurationError) { encryption = try Self.parse(list) }

    /// Names with colons between them: `ALL` adds all, `!` in front takes one away again.
    private static func parse<Algorithm>(_ list: Word) throws(ConfigurationError) -> Set<Algorithm>
    where Algorithm: CaseIterable & Hashable & RawRepresentable<String> {
        var chosen: Set<Algorithm> = []
        for part in list.text.split(separator: ":", omittingEmptySubsequences: false) {
            if part == "ALL" {
                chosen.formUnion(Algorithm.allCases)
                continue
            }
            let isExcluded = part.first == "!"
            let name = String(isExcluded ? part.dropFirst() : part)
            guard let algorithm = Algorithm(rawValue: name) else {
                throw ConfigurationError(
                    "unknown algorithm '\(name)'.", at: list,
                    suggestions: Suggestion.nearest(to: name, among: Algorithm.allCases.map(\.rawValue)))
            }
            if isExcluded { chosen.remove(algorithm) } else { chosen.insert(algorithm) }
        }
        return chosen
    }
}
