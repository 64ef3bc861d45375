/// A reference that counts nothing, to an object that its holder keeps alive in another way.
///
/// Reference counts are atomic: a pair of retain and release costs some ten nanoseconds, and far more when another thread
/// touches the same object's. What every request calls, and what loops share, is called through this.
@frozen
public struct Unretained<Object: AnyObject> {
    public let reference: Unmanaged<Object>

    @inlinable public init(_ object: Object) { reference = .passUnretained(object) }

    @inlinable public init(_ reference: Unmanaged<Object>) { self.reference = reference }

    /// Nil without an object. A binding of its own would keep the object, and count, to the end of its scope.
    @inlinable @inline(__always)
    public init?(_ object: Object?) {
        guard let object else { return nil }
        reference = .passUnretained(object)
    }

    /// Calls `body` with the object.
    @inlinable @inline(__always)
    public func callAsFunction<Result>(_ body: (Object) -> Result) -> Result {
        reference._withUnsafeGuaranteedRef(body)
    }
}
