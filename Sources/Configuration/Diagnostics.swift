/// Everything there is to say about a configuration, in the order in which it was found. One object goes through
/// reading and parsing, so that one run reports all errors.
public final class Diagnostics {
    public private(set) var items: [Diagnostic] = []
    /// Whether diagnostics of severity `diag` are kept (`-dD`).
    public let keepsDiag: Bool
    private var counts: [Diagnostic.Severity: Int] = [:]

    public init(keepsDiag: Bool = false) { self.keepsDiag = keepsDiag }

    public func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .diag && !keepsDiag { return }
        items.append(diagnostic)
        counts[diagnostic.severity, default: 0] += 1
    }

    public func alert(_ message: String, at location: SourceLocation? = nil) {
        add(Diagnostic(.alert, message, at: location))
    }

    public func warning(_ message: String, at location: SourceLocation? = nil) {
        add(Diagnostic(.warning, message, at: location))
    }

    public func notice(_ message: String, at location: SourceLocation? = nil) {
        add(Diagnostic(.notice, message, at: location))
    }

    /// How many diagnostics of exactly this severity there are.
    public func count(_ severity: Diagnostic.Severity) -> Int { counts[severity, default: 0] }

    /// Whether the configuration cannot be used.
    public var hasAlerts: Bool { count(.alert) > 0 }

    public var hasWarnings: Bool { count(.warning) > 0 }

    /// The files in which an alert was found, each once, in order.
    public var filesWithAlerts: [String] {
        var seen: Set<String> = []
        return items.compactMap { item in
            guard item.severity == .alert, let file = item.location?.file else { return nil }
            return seen.insert(file).inserted ? file : nil
        }
    }

    /// All diagnostics in HAProxy's form, without those below `severity`.
    public func rendered(process: Int32, from severity: Diagnostic.Severity = .diag) -> String {
        var text = ""
        for item in items where item.severity >= severity { text += item.rendered(process: process) }
        return text
    }

    /// The closing lines that HAProxy prints after the alerts of a configuration, or nothing without alerts.
    public func renderedConclusion(process: Int32) -> String {
        guard hasAlerts else { return "" }
        let prefix = Diagnostic.prefix(.alert, process: process)
        var text = ""
        for file in filesWithAlerts { text += "\(prefix)config : Error(s) found in configuration file : \(file)\n" }
        return text + "\(prefix)config : Fatal errors found in configuration.\n"
    }
}
