import HTTP
import Memory

/// Dates of header fields.
extension Converter {
    /// `http_date([<offset>[,<unit>]])`
    static let httpDate = Converter(
        "http_date", takes: .integer, gives: .string, arguments: ArgumentGrammar(optional: [.integer, .string]),
        "A time as a date in the form of header fields.", check: { try TimeUnit.check(&$0, at: 1) },
        apply: { value, arguments, evaluation in
            let unit = TimeUnit(arguments, at: 1)
            guard case .integer(let time) = value,
                let moment = Moment(time, offset: arguments.integer(0), unit)
            else { return nil }
            return evaluation.write {
                $0.append(
                    httpDate: CalendarDate(seconds: moment.seconds), fraction: (unit.digits, moment.fraction))
            }.map { .string($0) }
        })

    /// `date`
    static let date = Converter(
        "date", takes: .string, gives: .integer, "The time that the date of a header field means."
    ) {
        value, _, _ in
        value.view.flatMap { HTTPDateReader.seconds($0, now: WallTime.now.seconds) }.map { .integer($0) }
    }
}
