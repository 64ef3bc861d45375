extension Int {
    /// An integer as configurations have it: decimal digits with an optional sign, and nothing else; nil if it does
    /// not fit.
    public init?(configuration text: String) {
        guard let value = Int(text) else { return nil }
        self = value
    }
}
