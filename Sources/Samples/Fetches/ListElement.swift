import Memory

/// One element of a comma-separated list in a header's value, with quoted strings kept whole (RFC 9110, 5.6). Empty elements
/// count.
struct ListElement {
    /// Without blanks around it.
    let view: ByteView
    /// Where the next element begins; nil behind the last.
    let next: Int?

    init(of value: ByteView, at start: Int) {
        let end = value.firstUnquoted(from: start) { $0 == 44 }
        view = value.slice(start, end).withoutBlanks
        next = end < value.count ? end &+ 1 : nil
    }

    static func count(in value: ByteView) -> Int {
        var count = 1
        var element = ListElement(of: value, at: 0)
        while let next = element.next {
            element = ListElement(of: value, at: next)
            count &+= 1
        }
        return count
    }

    /// The element of that number, from 0 on, or the last.
    static func element(_ number: Int, of value: ByteView) -> ByteView {
        var element = ListElement(of: value, at: 0)
        var position = 0
        while position < number, let next = element.next {
            element = ListElement(of: value, at: next)
            position &+= 1
        }
        return element.view
    }
}
