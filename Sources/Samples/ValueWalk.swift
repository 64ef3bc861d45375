/// The way through the values of a fetch that has several.
struct ValueWalk {
    /// Every value is tried until one matches.
    var triesEveryValue = false
    /// Where the fetch goes on; 0 for its first value.
    var cursor = 0
    /// Where it would go on behind the value at hand.
    var next: Int?

    /// Goes to the next value; false behind the last.
    mutating func advance() -> Bool {
        guard let next else { return false }
        cursor = next
        self.next = nil
        return true
    }
}
