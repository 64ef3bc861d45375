/// A value of `show info` or `show stat`, with the type that the typed formats name.
enum MetricValue: Sendable, Equatable {
    case signed(Int)
    case unsigned(Int)
    case long(UInt64)
    case text(String)
    /// With six digits behind the point.
    case decimal(Double)

    /// `s32`, `u32`, `u64`, `str` or `flt`.
    var type: String {
        switch self {
        case .signed: "s32"
        case .unsigned: "u32"
        case .long: "u64"
        case .text: "str"
        case .decimal: "flt"
        }
    }

    var text: String {
        switch self {
        case .signed(let value): String(Int32(clamping: value))
        case .unsigned(let value): String(UInt32(clamping: value))
        case .long(let value): String(value)
        case .text(let value): value
        case .decimal(let value): MetricValue.sixDigits(value)
        }
    }

    /// As a field of a CSV line: quoted when it must be.
    var csv: String {
        guard case .text(let text) = self else { return text }
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 < 0x20 }) else { return text }
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    /// `{"type":"u32","value":0}`; numbers beyond what JSON readers keep exactly are cut to their largest.
    var json: String {
        switch self {
        case .long(let value): "{\"type\":\"u64\",\"value\":\(min(value, 9_007_199_254_740_991))}"
        case .text(let value): "{\"type\":\"str\",\"value\":\(JSONText.quoted(value))}"
        default: "{\"type\":\"\(type)\",\"value\":\(text)}"
        }
    }

    private static func sixDigits(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0.000000" }
        let millionths = Int64((abs(value) * 1_000_000).rounded())
        let sign = value < 0 && millionths > 0 ? "-" : ""
        return "\(sign)\(millionths / 1_000_000).\((millionths % 1_000_000).padded(6))"
    }
}
