import HTTP
import Memory

/// Cookies of requests and responses (manual, 7.3.6).
extension SampleFetch {
    static let cookies: [SampleFetch] =
        cookies("req.cook", of: .request, in: .requestContent) + cookies("cook", of: .request, in: .requestContent)
        + cookies("res.cook", of: .response, in: .responseContent)
        + cookies("scook", of: .response, in: .responseContent)
        + [
            cookie("cookie", of: .atHand, in: .content),
            cookieNames("req.cook_names", of: .request, in: .requestContent),
            cookieNames("res.cook_names", of: .response, in: .responseContent),
        ]

    private static let name = ArgumentGrammar(optional: [.string])

    private static func cookies(_ name: String, of side: MessageSide, in places: SamplePlaces) -> [SampleFetch] {
        [
            cookie(name, of: side, in: places),
            SampleFetch(
                "\(name)_cnt", gives: .integer, takes: Self.name, in: places, "How many cookies have a name.",
                check: side.written(to: CookieLookup.sideArgument)
            ) { arguments, evaluation in CookieLookup(arguments, evaluation).count.map { .integer($0) } },
            SampleFetch(
                "\(name)_val", gives: .integer, takes: Self.name, in: places, "The number in a cookie.",
                check: side.written(to: CookieLookup.sideArgument)
            ) { arguments, evaluation in
                CookieLookup(arguments, evaluation).value.map { .integer($0.integerPrefix) }
            },
        ]
    }

    private static func cookie(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .string, takes: Self.name, in: places, "The value of a cookie.",
            check: side.written(to: CookieLookup.sideArgument)
        ) { arguments, evaluation in CookieLookup(arguments, evaluation).value.map { .string($0) } }
    }

    private static func cookieNames(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .string, takes: Self.name, in: places, "The names of all cookies.",
            check: side.written(to: CookieLookup.sideArgument)
        ) { arguments, evaluation in
            CookieLookup(arguments, evaluation).names(between: arguments.text(0).byte(at: 0) ?? 44).map { .string($0) }
        }
    }
}

/// What a fetch looks for in the cookies of a message.
private struct CookieLookup {
    /// Empty for any cookie.
    let name: ByteView
    let side: MessageSide
    let isResponse: Bool
    let evaluation: Evaluation

    /// Where the check of a row writes the side.
    static let sideArgument = 1

    init(_ arguments: StepArguments, _ evaluation: Evaluation) {
        name = arguments.text(0)
        side = MessageSide(arguments, at: Self.sideArgument)
        isResponse = side == .response || side == .atHand && evaluation.looksAtResponse
        self.evaluation = evaluation
    }

    /// The last value; the first where there is no name; each in turn where every value is tried.
    var value: ByteView? {
        var found: ByteView?
        let takesFirst = evaluation.triesEveryValue || name.isEmpty
        forEach(from: evaluation.cursor) { cookie, value, next in
            guard name.isEmpty || cookie.equals(name) else { return true }
            found = value
            if takesFirst { evaluation.continue(at: next) }
            return !takesFirst
        }
        return found
    }

    /// How many there are.
    var count: Int64? {
        var count: Int64 = 0
        let exists: Void? = forEach { cookie, _, _ in
            if name.isEmpty || cookie.equals(name) { count &+= 1 }
            return true
        }
        return exists.map { count }
    }

    /// The names of all cookies.
    func names(between delimiter: UInt8) -> ByteView? {
        evaluation.write { out in
            var isFirst = true
            var hasRoom = true
            let exists: Void? = forEach { cookie, _, _ in
                hasRoom = (isFirst || out.append(delimiter)) && out.append(cookie)
                isFirst = false
                return hasRoom
            }
            return hasRoom && exists != nil
        }
    }

    /// Calls `body` with the name and value of each cookie, and with the cursor behind it, while it returns true; nil without a
    /// message.
    @discardableResult
    @inline(__always)
    private func forEach(from cursor: Int = 0, _ body: (ByteView, ByteView, Int) -> Bool) -> Void? {
        evaluation.with(side) { message, arena in
            let header: HeaderName = isResponse ? .setCookie : .cookie
            let fields = message.headers.fields
            // The field's number and the position in its value.
            var index = cursor >> 32
            var start = cursor & 0xffff_ffff
            while index < fields.count {
                // bounded: checked here
                if fields[index].name == header, !fields[index].isRemoved {
                    let value = arena.view(of: fields[index].valueSlice)
                    var walk = CookieWalk(value, hasAttributes: isResponse, at: start)
                    while let cookie = walk.next() {
                        guard body(cookie.name, cookie.value, index << 32 | walk.position) else { return }
                    }
                }
                index &+= 1
                start = 0
            }
        }
    }
}
