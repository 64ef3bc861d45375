import Memory

/// Cookies that a proxy takes out of a request, or shortens.
extension Message {
    /// What becomes of a cookie.
    public enum CookieEdit {
        case keep, remove
        /// So many bytes at the front of its value go.
        case shorten(by: Int)
    }

    /// Lets `body` decide on the value of each cookie of a name in a request. A field that has no cookie left is taken out.
    ///
    /// The bytes are moved within the field, which only becomes shorter, so that there is always room.
    @inline(__always)
    public func editCookies(named name: ByteView, _ body: (ByteView) -> CookieEdit) {
        guard let arena else { return }
        // bounded: the indices are the list's own
        for index in headers.fields.indices
        where headers.fields[index].name == .cookie && !headers.fields[index].isRemoved {
            let slice = headers.fields[index].valueSlice
            let value = arena.view(of: slice)
            var walk = CookieWalk(value, hasAttributes: false)
            var cut = CookieCut(slice, in: arena)
            while let element = walk.nextElement() {
                guard element.isCookie, element.name.equals(name) else {
                    cut.pass(element)
                    continue
                }
                switch body(value.slice(element.valueStart, element.valueEnd)) {
                case .keep: cut.pass(element)
                case .remove: cut.remove(element)
                case .shorten(let count): cut.shorten(element, by: count)
                }
            }
            finish(cut, at: index)
        }
    }

    private func finish(_ cut: CookieCut, at index: Int) {
        var cut = cut
        guard cut.isChanged else { return }
        let length = cut.finish()
        if cut.keepsCookie { headers.shortenValue(at: index, to: length) } else { headers.remove(at: index) }
    }
}

/// A `Cookie` field while parts of it are cut out: what stays is moved to the front, never past what is still to be read.
private struct CookieCut {
    private let arena: Buffer
    private let start: Int
    private let count: Int
    /// How much of the value was written, and up to where it was read.
    private var written = 0
    private var read = 0
    private(set) var isChanged = false
    /// A cookie was cut out; its attributes go with it.
    private var dropsAttributes = false
    /// Something is left that is no attribute of the field.
    private(set) var keepsCookie = false

    init(_ value: ByteSlice, in arena: Buffer) {
        self.arena = arena
        start = value.start
        count = value.count
    }

    /// Keeps an element.
    mutating func pass(_ element: CookieWalk.Element) {
        if element.isAttribute {
            if dropsAttributes { drop(element) }
            return
        }
        dropsAttributes = false
        if element.end > element.start { keepsCookie = true }
    }

    mutating func remove(_ element: CookieWalk.Element) {
        dropsAttributes = true
        drop(element)
    }

    mutating func shorten(_ element: CookieWalk.Element, by count: Int) {
        dropsAttributes = false
        keepsCookie = true
        guard count > 0 else { return }
        isChanged = true
        copy(upTo: element.valueStart)
        read = min(element.valueStart &+ count, element.valueEnd)
    }

    private mutating func drop(_ element: CookieWalk.Element) {
        isChanged = true
        copy(upTo: element.start)
        read = min(element.end &+ 1, count)
        while read < count, isBlank(at: read) { read &+= 1 }
        // What follows stands behind the separator of what was cut out; an element is never shorter than this blank.
        if written > 0, !isBlank(at: written &- 1) {
            arena.set(32, at: start &+ written)
            written &+= 1
        }
    }

    /// What is left of the length.
    mutating func finish() -> Int {
        let endsWithCut = read >= count
        copy(upTo: count)
        guard endsWithCut else { return written }
        while written > 0, isBlank(at: written &- 1) || isSeparator(at: written &- 1) { written &-= 1 }
        return written
    }

    private mutating func copy(upTo end: Int) {
        guard end > read else { return }
        arena.move(ByteSlice(start &+ read, start &+ end), to: start &+ written)
        written &+= end &- read
        read = end
    }

    private func isBlank(at position: Int) -> Bool {
        let byte = arena.byte(at: start &+ position)
        return byte == 32 || byte == 9
    }

    private func isSeparator(at position: Int) -> Bool {
        let byte = arena.byte(at: start &+ position)
        return byte == 59 || byte == 44
    }
}
