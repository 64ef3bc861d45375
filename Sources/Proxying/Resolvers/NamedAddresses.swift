import DNS
import Memory

/// What answers have said of a name, the newest first where they differ: what an answer leaves out stays for the time of
/// `hold obsolete`.
struct NamedAddresses<Element: Sendable & Hashable> {
    private(set) var known: [(element: Element, seen: Milliseconds)] = []

    var elements: [Element] { known.map(\.element) }

    mutating func learn(_ answer: [Element], at now: Milliseconds, obsoleteAfter hold: Milliseconds) {
        let present = Set(answer)
        let kept = known.filter { !present.contains($0.element) && now < $0.seen + hold }
        known = answer.map { ($0, now) } + kept
    }

    mutating func forget() { known = [] }
}
