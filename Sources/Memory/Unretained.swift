/// A reference that counts nothing, to an object that its holder keeps alive in another way.
///
/// Reference counts are atomic: a pair of retain and release costs some ten nanoseconds, and far more when another thread
/// touches the same object's. What every request calls, and what loops share, is called through this.
@frozen
public struct Unretained<Object: AnyObject> {
    @usableFromInline let reference: Unmanaged<Object>

    @inlinable public init(_ object: Object) { reference = .passUnretained(object) }

    /// Calls `body` with the object.
    @inlinable @inline(__always)
    public func callAsFunction<Result>(_ body: (Object) -> Result) -> Result {
        reference._withUnsafeGuaranteedRef(body)
    }
}
