/// What a fuzz target found wrong.
public struct Violation: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Throws unless `condition` holds.
func require(_ condition: Bool, _ what: @autoclosure () -> String) throws(Violation) {
    if !condition { throw Violation(what()) }
}

/// Throws unless two values that must agree do.
func requireEqual<Value: Equatable>(_ one: Value, _ other: Value, _ what: String) throws(Violation) {
    if one != other { throw Violation("\(what): \(one) is not \(other)") }
}
