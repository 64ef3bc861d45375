/// A reference that counts nothing, to an object that outlives its holder. What is called through it touches no reference
/// count, which an `unowned(unsafe)` property does not promise.
@frozen
public struct Unretained<Object: AnyObject> {
    @usableFromInline let reference: Unmanaged<Object>

    @inlinable public init(_ object: Object) { reference = .passUnretained(object) }

    /// Calls `body` with the object.
    @inlinable @inline(__always)
    public func callAsFunction<Result>(_ body: (Object) throws -> Result) rethrows -> Result {
        try reference._withUnsafeGuaranteedRef(body)
    }
}
