/// `option forwardfor` and `option originalto`: which header carries an address, and when (manual, 4.2).
public struct AddressHeader: Sendable, Hashable {
    /// In lower case, as it is sent.
    public var name: [UInt8]
    /// Sources (or destinations) for which nothing is added.
    public var exceptions: [Network] = []
    /// Nothing is added to a request that has the header.
    public var onlyIfNone = false

    public init(name: String) { self.name = Array(name.utf8) }
}
