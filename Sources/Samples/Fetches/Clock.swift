import Memory

/// The time of day (manual, 7.3.2).
extension SampleFetch {
    /// `date([<offset>[,<unit>]])`
    static let now = SampleFetch(
        "date", gives: .integer, takes: ArgumentGrammar(optional: [.integer, .string]), in: .everywhere,
        "The time since 1970 and an offset, in seconds, milliseconds or microseconds.",
        check: { try TimeUnit.check(&$0, at: 1) },
        find: { arguments, _ in
            let now = WallTime.now
            let unit = TimeUnit(arguments, at: 1).rawValue
            let (time, overflow) = (now.seconds * unit + now.microseconds * unit / 1_000_000)
                .addingReportingOverflow(arguments.integer(0))
            return overflow ? nil : .integer(time)
        })

    /// `date_us`
    static let microsecondsNow = SampleFetch(
        "date_us", gives: .integer, in: .everywhere, "The microseconds of the time of day."
    ) { _, _ in .integer(WallTime.now.microseconds) }
}
