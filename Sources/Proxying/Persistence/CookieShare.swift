import Memory

/// One loop's share of a backend's persistence cookie.
final class CookieShare {
    let settings: CookieSettings
    let name: ConstantBytes
    /// What a cookie that is inserted ends with.
    let ending: ConstantBytes
    private let persistence: CookiePersistence
    private var current: CookieTable
    private var reference: Unretained<CookieTable>
    private var version: UInt64

    init(_ persistence: CookiePersistence) {
        self.persistence = persistence
        settings = persistence.settings
        name = ConstantBytes(settings.name)
        ending = ConstantBytes(settings.ending)
        version = persistence.version
        let table = persistence.table
        current = table
        reference = Unretained(table)
    }

    /// The servers' values, valid until the next look at them.
    var table: Unretained<CookieTable> {
        let version = persistence.version
        if version != self.version {
            self.version = version
            current = persistence.table
            reference = Unretained(current)
        }
        return reference
    }

    /// What a cookie's value says: the server's part, and the dates behind it.
    func parts(of value: ByteView) -> (server: ByteView, last: CookieDate, first: CookieDate) {
        if settings.mode == .prefix {
            let end = value.firstIndex(of: CookieShare.prefixEnd)
            return (end.map { value.slice(0, $0) } ?? value, CookieDate(), CookieDate())
        }
        guard let end = value.firstIndex(of: CookieShare.dateStart) else { return (value, CookieDate(), CookieDate()) }
        let dates = value.slice(end + 1)
        let second = dates.firstIndex(of: CookieShare.dateStart)
        return (
            value.slice(0, end), CookieDate(second.map { dates.slice(0, $0) } ?? dates),
            second.map { CookieDate(dates.slice($0 + 1)) } ?? CookieDate()
        )
    }

    /// `~` stands between a server and the application's own value.
    static let prefixEnd: UInt8 = 126
    /// `|` stands in front of dates.
    static let dateStart: UInt8 = 124
}
