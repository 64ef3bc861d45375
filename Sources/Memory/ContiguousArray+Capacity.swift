extension ContiguousArray {
    /// Fewer elements than this are not worth the copy.
    private static var smallest: Int { 128 }

    /// Gives back the room that a burst has left, when it is several times what the elements take.
    package mutating func trimCapacity() {
        guard capacity > 4 * Swift.max(count, Self.smallest) else { return }
        var elements = ContiguousArray()
        elements.reserveCapacity(count)
        elements.append(contentsOf: self)
        self = elements
    }
}
