/// Texts that a peer was told, by the numbers under which it knows them: each is written out once, and then again only when another
/// one has taken its number (peers protocol 2.1, dictionaries).
struct PeerTexts {
    /// So many a peer remembers.
    static let limit = 128
    /// By number, from 1.
    private(set) var known: [String?] = []
    private var numbers: [String: Int] = [:]
    private var last = 0

    /// A text as it is to be written.
    mutating func value(of text: String) -> PeerValue {
        if let number = numbers[text] { return .text(number: UInt64(number), nil) }
        if known.isEmpty { known = Array(repeating: nil, count: PeerTexts.limit) }
        let place = last % PeerTexts.limit
        last = place + 1
        if let old = known[place] { numbers[old] = nil }
        known[place] = text
        numbers[text] = last
        return .text(number: UInt64(last), Array(text.utf8))
    }
}
