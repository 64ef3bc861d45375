import Glibc
import Memory

extension Converter {
    /// `debug([<prefix][,<destination>])`
    static let debug = Converter(
        "debug", takes: .any, gives: .same, arguments: ArgumentGrammar(optional: [.string, .string]),
        "Shows the value on the way: in a ring, on standard output or error.",
        check: { arguments in
            switch arguments.text(1) {
            case "stdout": arguments.set(Int64(STDOUT_FILENO), at: 1)
            case "stderr": arguments.set(Int64(STDERR_FILENO), at: 1)
            case let name:
                if name.isEmpty { arguments.set(Array("buf0".utf8), at: 1) }
                arguments.set(-1, at: 1)
                arguments.expectRing(named: name.isEmpty ? "buf0" : name)
            }
        },
        apply: { value, arguments, evaluation in
            let start = evaluation.scratch.end
            let line = evaluation.write { out in
                guard out.append("[debug] "), out.append(arguments.text(0)), out.append(": type="),
                    out.append(ByteView(value.type.word)), out.append(" <"), value.appendPrintable(to: out)
                else { return false }
                return out.append(">\n")
            }
            let descriptor = Int32(truncatingIfNeeded: arguments.integer(1))
            if descriptor >= 0 {
                line?.show(on: descriptor)
            } else if let line {
                evaluation.show(line.slice(0, line.count - 1), inRing: arguments.text(1))
            }
            evaluation.scratch.truncate(at: start)
            return value
        })
}

extension SampleType {
    /// The name, without making a string of it.
    fileprivate var word: StaticString {
        switch self {
        case .any: "any"
        case .same: "same"
        case .boolean: "bool"
        case .integer: "sint"
        case .address: "addr"
        case .ipv4: "ipv4"
        case .ipv6: "ipv6"
        case .string: "str"
        case .binary: "bin"
        case .method: "meth"
        }
    }
}

extension Sample {
    /// Appends the value as text; what a terminal could take for more than a character becomes a dot.
    fileprivate func appendPrintable(to out: Buffer) -> Bool {
        let start = out.end
        guard appendText(to: out) else { return false }
        for position in start..<out.end {
            if let byte = out.byte(at: position), byte < 32 || byte > 126 { out.set(46, at: position) }
        }
        return true
    }
}

extension ByteView {
    /// Writes at most so much as a pipe takes at once, and nothing when the reader is slow: a loop never waits for it.
    fileprivate func show(on descriptor: Int32) {
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&state, 1, 0) == 1, Int32(state.revents) & POLLOUT != 0 else { return }
        withPointer { bytes, count in
            // What a debugging tool could not show is not worth an error.
            if let bytes { _ = write(descriptor, bytes, min(count, 4096)) }
        }
    }
}
