extension Converter {
    /// Every converter that needs nothing but its input and its arguments, by family.
    public static let all: [Converter] = [
        // Numbers
        .add,
        // Text
        .lower, .upper,
    ]
}
