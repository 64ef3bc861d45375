/// What is said of a list in `show acl` and `show map`.
struct PatternDescription: Sendable {
    /// `pattern loaded from file '…'`, or for an ACL's own patterns `acl '…' file '…' line …`.
    let origin: String
    /// `by acl at file '…' line …` and the like, one for each place that uses the list.
    var users: [String] = []
    /// The number that commands may use instead of the name; given when the configuration is complete.
    var identifier: Int?
    var isUsedByACL = false
    var isUsedByMap = false

    var text: String { users.isEmpty ? origin : origin + " used " + users.joined(separator: ", ") }
}

/// Which of the two kinds of commands is meant: those about ACLs or those about maps. Many lists are both.
public enum PatternKind: Sendable {
    case acl, map
}
