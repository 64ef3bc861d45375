/// Text on its way into an HTML page.
enum HTMLText {
    /// Text from configurations and peers, so that it cannot become markup, inside or outside of an attribute.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result += " "
            default: if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// `1 234 567`, with narrow spaces that do not break.
    static func grouped(_ digits: String) -> String {
        guard digits.utf8.count > 4, digits.allSatisfy(\.isASCIIDigit) else { return escaped(digits) }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += "&#8239;" }
            result.append(digit)
        }
        return result
    }

    /// `1.5 MB`
    static func size(_ bytes: UInt64) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        var unit = 0
        var whole = bytes
        while whole >= 1024 * 1024, unit < units.count - 1 {
            whole /= 1024
            unit += 1
        }
        let tenths = whole * 10 / 1024
        return tenths >= 1000 ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// `3d 4h`, `2m 7s`
    static func duration(_ seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(max(0, seconds))s"
        case ..<3600: "\(seconds / 60)m \(seconds % 60)s"
        case ..<86400: "\(seconds / 3600)h \(seconds / 60 % 60)m"
        default: "\(seconds / 86400)d \(seconds / 3600 % 24)h"
        }
    }
}
