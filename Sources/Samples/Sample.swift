import HTTP
import Memory

/// A value that an expression has found: trivially copied, nothing counted, nothing allocated.
///
/// Bytes are views; they stay right until the message they lie in is rewritten, or until the evaluation's scratch memory is reset.
public enum Sample {
    case boolean(Bool)
    case integer(Int64)
    /// In host order.
    case ipv4(UInt32)
    /// Most significant half first.
    case ipv6(high: UInt64, low: UInt64)
    case string(ByteView)
    case binary(ByteView)
    /// A request method; the view holds it as received.
    case method(Method, ByteView)

    public var type: SampleType {
        switch self {
        case .boolean: .boolean
        case .integer: .integer
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        case .string: .string
        case .binary: .binary
        case .method: .method
        }
    }

    /// The bytes of a string, a binary or a method; nil for the others, which a cast would have to write.
    public var view: ByteView? {
        switch self {
        case .string(let view), .binary(let view), .method(_, let view): view
        case .boolean, .integer, .ipv4, .ipv6: nil
        }
    }
}
