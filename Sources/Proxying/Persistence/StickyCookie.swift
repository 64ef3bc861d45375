/// What a request's persistence cookie has said, and what became of it in the response: the last two letters of the termination state
/// (manual, 8.5).
struct StickyCookie {
    /// What the client's cookie said, by its letter.
    enum Offer: UInt8 {
        case none = 78
        case invalid = 73
        case down = 68
        case valid = 86
        case idle = 69
        case old = 79
        case unused = 85
    }

    /// What was done to the cookie of the response, by its letter.
    enum Answer: UInt8 {
        case none = 78
        case inserted = 73
        case updated = 85
        case provided = 80
        case rewritten = 82
        case deleted = 68
    }

    var offer = Offer.none
    var answer = Answer.none
    /// `ignore-persist` holds for this request.
    var isIgnored = false
    /// `force-persist` holds for it: a server is tried although it is down, and no other one.
    var isForced = false
    /// The client goes to the server that its cookie names, or that a rule names.
    var isDirect = false
    /// The server that the cookie names; -1 without one.
    var server: Int32 = -1
    var last = CookieDate()
    var first = CookieDate()
}
