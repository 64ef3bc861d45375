import Configuration

extension Keyword<GlobalBuilder> {
    /// When connections that bring oddities are ended (manual, 3.2).
    static let glitches: [Keyword] = [
        limit(
            "tune.h1.fe.glitches-threshold", \.client, to: Int(Int32.max),
            "Ends clients' connections of HTTP/1 after so many oddities."),
        // Connections to servers count no further.
        limit(
            "tune.h1.be.glitches-threshold", \.server, to: Int(UInt16.max),
            "Ends servers' connections of HTTP/1 after so many oddities."),
        limit(
            "tune.glitches.kill.cpu-usage", \.usage, to: 100,
            "Ends connections for their oddities only while a loop is so busy, in percent."),
    ]

    private static func limit(
        _ name: String, _ field: WritableKeyPath<GlitchLimits, Int> & Sendable, to highest: Int, _ summary: String
    ) -> Keyword {
        Keyword(name, in: .global, usage: "<number>", summary: summary) { arguments, global in
            global.settings.glitches[keyPath: field] = try arguments.integer(named: "<number>", in: 0...highest)
        }
    }
}
