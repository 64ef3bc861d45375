/// A version of the field's form, `2.6.12`, `3.5-dev5` or `2.4.0-rc1-12`: missing numbers are zero, and development
/// versions and candidates come before the release.
struct ProductVersion: Comparable {
    private var numbers: [Int]

    /// Reads as much of `text` as makes sense; text without a number is version zero.
    init(_ text: String) {
        var cursor = ByteCursor(Array(text.utf8))
        numbers = [0, 0, 0]
        for index in 0..<3 {
            numbers[index] = ProductVersion.number(&cursor)
            guard cursor.take(".") else { break }
        }
        var stage = [ProductVersion.release, 0]
        var commits = 0
        while cursor.take("-") {
            let word = String(decoding: cursor.take(while: \.isASCIILetter), as: UTF8.self)
            switch word {
            case "dev": stage = [0, ProductVersion.number(&cursor)]
            case "pre", "alpha": stage = [1, ProductVersion.number(&cursor)]
            case "beta": stage = [2, ProductVersion.number(&cursor)]
            case "rc": stage = [3, ProductVersion.number(&cursor)]
            case "": commits = ProductVersion.number(&cursor)
            default: break
            }
        }
        numbers += stage + [commits]
    }

    static func < (left: ProductVersion, right: ProductVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    private static let release = 9

    private static func number(_ cursor: inout ByteCursor) -> Int {
        Int(String(decoding: cursor.take(while: \.isASCIIDigit), as: UTF8.self)) ?? 0
    }
}

/// A version of OpenSSL, `1.1.1w` or `3.5.0-beta1`: a letter counts as a patch.
struct OpenSSLVersion: Comparable {
    private var numbers: [Int]

    init(_ text: String) {
        var cursor = ByteCursor(Array(text.utf8))
        numbers = [0, 0, 0]
        for index in 0..<3 {
            numbers[index] = Int(String(decoding: cursor.take(while: \.isASCIIDigit), as: UTF8.self)) ?? 0
            guard cursor.take(".") else { break }
        }
        var patch = 0
        for byte in cursor.take(while: \.isASCIILetter).prefix(2) { patch = patch * 26 + Int(byte | 0x20) - 0x60 }
        numbers.append(patch)
        numbers.append(OpenSSLVersion.stage(&cursor))
    }

    static func < (left: OpenSSLVersion, right: OpenSSLVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    /// What follows a hyphen: development, alpha and beta come before the release.
    private static func stage(_ cursor: inout ByteCursor) -> Int {
        guard cursor.take("-") else { return 1_000_000 }
        let word = String(decoding: cursor.take(while: \.isASCIILetter), as: UTF8.self)
        let number = min(Int(String(decoding: cursor.take(while: \.isASCIIDigit), as: UTF8.self)) ?? 0, 999)
        switch word {
        case "dev": return 0
        case "alpha", "pre": return 1_000 + number
        case "beta", "rc": return 2_000 + number
        default: return 1_000_000
        }
    }
}
