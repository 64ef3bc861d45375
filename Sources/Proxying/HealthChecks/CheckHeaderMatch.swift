import HTTP
import Memory
import Samples

/// `http-check expect hdr` and `fhdr`: a field by its name and, if it is asked for, its value.
final class CheckHeaderMatch: Sendable {
    enum Method: Sendable { case string, beginning, end, part }

    enum Pattern: Sendable {
        case format(LogFormat, Method)
        case expression(RegularExpression)
    }

    let name: Pattern
    let value: Pattern?
    /// `fhdr`: commas divide nothing.
    let takesWholeValues: Bool

    init(name: Pattern, value: Pattern?, takesWholeValues: Bool) {
        self.name = name
        self.value = value
        self.takesWholeValues = takesWholeValues
    }

    /// Whether some field of the response matches.
    func matches(_ response: Message, _ evaluation: Evaluation) -> Bool {
        guard let arena = response.arena else { return false }
        for field in response.headers.fields where !field.isRemoved {
            guard matches(name, arena.view(of: field.nameSlice), evaluation, ignoringCase: true) else { continue }
            guard let value else { return true }
            if matchesValue(value, arena.view(of: field.valueSlice), evaluation) { return true }
        }
        return false
    }

    private func matchesValue(_ pattern: Pattern, _ value: ByteView, _ evaluation: Evaluation) -> Bool {
        if takesWholeValues { return matches(pattern, value, evaluation, ignoringCase: false) }
        var start = 0
        repeat {
            let end = value.firstUnquoted(from: start) { $0 == 44 }
            if matches(pattern, value.slice(start, end).withoutBlanks, evaluation, ignoringCase: false) { return true }
            start = end + 1
        } while start <= value.count
        return false
    }

    private func matches(
        _ pattern: Pattern, _ subject: ByteView, _ evaluation: Evaluation, ignoringCase: Bool
    ) -> Bool {
        switch pattern {
        case .expression(let expression): return evaluation.matches(expression, subject)
        case .format(let format, let method):
            guard let text = format.evaluate(evaluation), text.count <= subject.count else { return false }
            let part: ByteView
            switch method {
            case .string: part = subject
            case .beginning: part = subject.slice(0, text.count)
            case .end: part = subject.slice(subject.count - text.count)
            case .part:
                guard ignoringCase else { return subject.contains(text) }
                return (0...(subject.count - text.count)).contains {
                    subject.slice($0, $0 + text.count).equalsIgnoringCase(text)
                }
            }
            return ignoringCase ? part.equalsIgnoringCase(text) : part.equals(text)
        }
    }
}
