/// Which message of an exchange a fetch looks at.
enum MessageSide: Int64, Sendable {
    case request, response
    /// The one that the rule is about.
    case atHand
}

/// What the bytes at hand are, beyond the heads of messages.
public enum ContentForm: Sendable {
    /// As a connection received them.
    case raw
    /// The body of an HTTP message, without any framing.
    case body
}

extension MessageSide {
    /// A check that writes the side to a position of the arguments, behind those that a configuration may give.
    func written(to position: Int) -> SampleFetch.Check { { $0.set(rawValue, at: position) } }

    /// The side that a row's check has written to a position.
    init(_ arguments: StepArguments, at position: Int) {
        self = MessageSide(rawValue: arguments.integer(position)) ?? .atHand
    }
}
