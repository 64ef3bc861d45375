import Memory

/// A value in a JSON text (RFC 8259), as it is written there.
public enum JSONValue {
    /// What stands between the quotes, escapes and all.
    case string(ByteView)
    case number(ByteView)
    case boolean(Bool)
    case null
    /// With its brackets.
    case array(ByteView)
    case object(ByteView)
}
