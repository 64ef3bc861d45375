import HTTP
import Memory

/// Whether caches may keep a response, as its method, its status and its fields say (manual, 4.2 `option checkcache`). One that names
/// neither a lifetime nor a validator is not kept.
struct Cacheability {
    private(set) var isGiven: Bool
    private var hasLifetime = false

    init(_ response: Message, _ method: Method) {
        isGiven = Cacheability.isUsual(method) && Cacheability.isUsual(response.status)
        guard let arena = response.arena else { return }
        for field in response.headers.fields where !field.isRemoved {
            note(arena.view(of: field.nameSlice), arena.view(of: field.valueSlice))
        }
        if !hasLifetime { isGiven = false }
    }

    private static func isUsual(_ method: Method) -> Bool {
        switch method {
        case .get, .head, .options, .trace: true
        default: false
        }
    }

    private static func isUsual(_ status: UInt16) -> Bool {
        switch status {
        case 200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501: true
        default: false
        }
    }

    private mutating func note(_ name: ByteView, _ value: ByteView) {
        switch name.count {
        case 4 where name.equals("etag"), 7 where name.equals("expires"), 13 where name.equals("last-modified"):
            hasLifetime = true
        case 6 where name.equals("pragma"):
            if value.count == 8, value.startsIgnoringCase(with: "no-cache") { isGiven = false }
        case 13 where name.equals("cache-control"):
            var start = 0
            while start <= value.count {
                let end = value.firstUnquoted(from: start) { $0 == 44 }
                noteDirective(value.slice(start, end).withoutBlanks)
                start = end &+ 1
            }
        default: break
        }
    }

    private mutating func noteDirective(_ directive: ByteView) {
        if directive.startsIgnoringCase(with: "max-age=") || directive.startsIgnoringCase(with: "s-maxage=") {
            hasLifetime = true
        }
        let setCookie: StaticString = "no-cache=\"set-cookie"
        switch directive.count {
        case 6 where directive.startsIgnoringCase(with: "public"): isGiven = true
        case 7 where directive.startsIgnoringCase(with: "private"),
            8 where directive.startsIgnoringCase(with: "no-cache"),
            8 where directive.startsIgnoringCase(with: "no-store"),
            9 where directive.startsIgnoringCase(with: "max-age=0"),
            10 where directive.startsIgnoringCase(with: "s-maxage=0"):
            isGiven = false
        case 21... where directive.startsIgnoringCase(with: setCookie):
            let next = directive.byte(at: setCookie.utf8CodeUnitCount)
            if next == 34 || next == 44 { isGiven = false }
        default: break
        }
    }
}
