import Configuration
import Memory

extension Command {
    /// `set timeout cli <delay>`, in seconds unless it has a unit.
    static let setTimeout = Command("set timeout", arguments: "[cli] <delay>", summary: "change a timeout setting") {
        request in
        guard request.argument(0) == "cli" else { return request.refuse("'set timeout' only supports 'cli'.") }
        let text = request.argument(1)
        guard !text.isEmpty else { return request.refuse("Expects an integer value.") }
        guard let delay = Delay.parse(text, unit: 1000), delay > .zero else {
            return request.refuse("Invalid timeout value.")
        }
        request.session?.timeout = delay
        request.finish()
    }
}

/// A length of time on a command's line: digits, and a unit.
enum Delay {
    /// - Parameter unit: milliseconds of a number without a unit.
    static func parse(_ text: String, unit: Int64) -> Milliseconds? {
        let digits = text.prefix(while: \.isASCIIDigit)
        guard let value = Int64(digits) else { return nil }
        let factor: Int64
        switch text.dropFirst(digits.count) {
        case "": factor = unit
        case "us": return Milliseconds((value + 999) / 1000)
        case "ms": factor = 1
        case "s": factor = 1000
        case "m": factor = 60_000
        case "h": factor = 3_600_000
        case "d": factor = 86_400_000
        default: return nil
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        return overflow ? nil : Milliseconds(product)
    }
}
