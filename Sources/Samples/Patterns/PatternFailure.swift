/// All that is wrong with the patterns of one list, so that one run reports it.
public struct PatternFailure: Error, Sendable, Hashable {
    private var kept: [String] = []
    private var omitted = 0
    /// A file of another kind would otherwise be repeated line by line.
    static let limit = 20

    init(_ message: String) { kept = [message] }

    init() {}

    var isEmpty: Bool { kept.isEmpty }

    mutating func add(_ message: String) {
        if kept.count < Self.limit { kept.append(message) } else { omitted += 1 }
    }

    /// In the order of the file, and then how many more there are if there are many.
    public var messages: [String] { omitted == 0 ? kept : kept + ["\(omitted) more patterns are invalid"] }
}
