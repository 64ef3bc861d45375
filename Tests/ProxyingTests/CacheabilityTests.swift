import HTTP
import Memory
import Testing

@testable import Proxying

struct CacheabilityTests {
    private func isCacheable(_ fields: String, status: Int = 200, _ method: HTTP.Method = .get) -> Bool {
        let buffer = Buffer(capacity: 4096)
        buffer.append(Array("HTTP/1.1 \(status) x\r\n\(fields)\r\n\r\n".utf8))
        let message = Message()
        message.arena = buffer
        var parser = H1HeadParser(at: 0)
        _ = parser.parseResponse(buffer, into: message, limits: H1Limits())
        return Cacheability(message, method).isGiven
    }

    @Test func needsALifetimeOrAValidator() {
        #expect(!isCacheable("X: y") && !isCacheable("Cache-Control: public") && !isCacheable("Age: 5"))
        for field in [
            "ETag: 1", "Last-Modified: x", "Expires: x", "Cache-Control: max-age=5", "Cache-Control: S-MaxAge=5",
        ] {
            #expect(isCacheable(field), "\(field)")
        }
    }

    @Test func isForUsualMethodsAndStatuses() {
        for method in [HTTP.Method.get, .head, .options, .trace] { #expect(isCacheable("ETag: 1", method)) }
        #expect(!isCacheable("ETag: 1", .post) && !isCacheable("ETag: 1", .other))
        for status in [200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501] {
            #expect(isCacheable("ETag: 1", status: status))
        }
        for status in [201, 302, 304, 403, 500, 503] { #expect(!isCacheable("ETag: 1", status: status)) }
        #expect(isCacheable("ETag: 1\r\nCache-Control: public", status: 500, .post), "public allows it all")
    }

    @Test func directivesForbidIt() {
        for value in [
            "private", "No-Store", "no-cache", "x, max-age=0", "max-age=5, s-maxage=0", "no-cache=\"set-cookie\"",
            "no-cache=\"Set-Cookie, x\"", "public, no-cache",
        ] {
            #expect(!isCacheable("ETag: 1\r\nCache-Control: \(value)"), "\(value)")
        }
        for value in [
            "no-cache=\"x\"", "no-cache=\"x, set-cookie\"", "max-age=01", "no-cache, public", "privately", "",
        ] {
            #expect(isCacheable("ETag: 1\r\nCache-Control: \(value)"), "\(value)")
        }
        #expect(!isCacheable("ETag: 1\r\nPragma: No-Cache") && isCacheable("ETag: 1\r\nPragma: x"))
    }
}
