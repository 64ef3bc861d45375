import HTTP
import Memory

/// Values that are kept for logs and for rules (manual, 4.2 `capture`).
extension Stream {
    /// Keeps a value in a slot of the frontend; false without such a slot.
    @discardableResult
    func capture(_ value: ByteView, at index: Int, _ side: CapturePlan.Side) -> Bool {
        let plan = session.frontend.captures
        guard let place = plan.place(index, side) else { return false }
        keep(value, at: place, limit: plan[side][index].limit)
        return true
    }

    /// What a slot of the frontend holds.
    func captured(_ index: Int, _ side: CapturePlan.Side) -> ByteView? {
        session.frontend.captures.place(index, side).flatMap { captures?.value($0) }
    }

    private func keep(_ value: ByteView, at place: Int, limit: Int) {
        let store = captures ?? context.takeCaptures()
        captures = store
        store.set(place, value, limit: limit)
    }

    /// Captures the fields that the frontend names.
    func capture(_ message: Message, _ side: CapturePlan.Side) {
        guard let arena = message.arena else { return }
        let plan = session.frontend.captures
        for (index, slot) in plan[side].enumerated() {
            guard let name = slot.field?.view else { continue }
            let last = message.headers.fields.last { !$0.isRemoved && arena.view(of: $0.nameSlice).equals(name) }
            if let last { capture(arena.view(of: last.valueSlice), at: index, side) }
        }
    }

    /// Captures the cookie that the frontend names, once rules have seen the message, and before persistence edits it.
    func captureCookie(_ message: Message, _ side: CapturePlan.Side) {
        let plan = session.frontend.captures
        guard let cookie = plan.cookie, let arena = message.arena else { return }
        let name: HeaderName = side == .request ? .cookie : .setCookie
        for field in message.headers.fields where field.name == name && !field.isRemoved {
            guard let found = cookie.find(in: arena.view(of: field.valueSlice), side) else { continue }
            return keep(found, at: plan.cookiePlace(side), limit: cookie.limit)
        }
    }

    /// The cookie of the request or the response.
    func capturedCookie(_ side: CapturePlan.Side) -> ByteView? {
        captures?.value(session.frontend.captures.cookiePlace(side))
    }

    func dropCaptures() {
        guard let store = captures else { return }
        captures = nil
        context.give(store)
    }
}

extension CapturePlan.Cookie {
    /// The first `name=value` that begins so; a response has one in each field, before its attributes.
    fileprivate func find(in value: ByteView, _ side: CapturePlan.Side) -> ByteView? {
        var position = 0
        while position < value.count {
            let end = value.firstUnquoted(from: position) { $0 == 59 || $0 == 44 }
            let pair = value.slice(position, end).withoutBlanks
            if pair.slice(0, start.count).equals(start.view), pair.firstIndex(of: 61) != nil { return pair }
            if side == .response { return nil }
            position = end &+ 1
        }
        return nil
    }
}
