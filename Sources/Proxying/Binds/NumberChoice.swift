/// Which of the numbers from one on are meant: of threads or of their groups.
enum NumberChoice: Hashable, Sendable {
    case all, odd, even
    case range(ClosedRange<Int>)

    /// `all`, `odd` or `even`; nil for other words.
    init?(word: String) {
        switch word {
        case "all": self = .all
        case "odd": self = .odd
        case "even": self = .even
        default: return nil
        }
    }

    func contains(_ number: Int) -> Bool {
        switch self {
        case .all: true
        case .odd: number % 2 == 1
        case .even: number % 2 == 0
        case .range(let range): range.contains(number)
        }
    }

    /// How many are meant of the numbers up to `maximum`.
    func count(upTo maximum: Int) -> Int { (1...max(1, maximum)).count(where: contains) }

    /// The place, from zero, of a number among those that are meant; nil if it is none of them.
    func place(of number: Int) -> Int? {
        guard contains(number) else { return nil }
        switch self {
        case .all: return number - 1
        case .odd, .even: return (number - 1) / 2
        case .range(let range): return number - range.lowerBound
        }
    }
}
