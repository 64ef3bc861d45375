import HTTP
import Memory

/// The head of a request among bytes that are passed on as they are: in TCP mode, too, rules may ask for its parts
/// (manual, 7.3.6).
final class RawRequest {
    private enum State { case unread, incomplete, malformed, whole }

    private let message = Message()
    private let arena: Buffer
    private var state = State.unread

    init(capacity: Int) { arena = Buffer(capacity: capacity) }

    /// Other bytes are at hand.
    func forget() {
        guard state != .unread else { return }
        message.reset()
        state = .unread
    }

    /// Whether the head goes on behind these bytes.
    func isIncomplete(_ content: ByteView) -> Bool {
        read(content)
        return state == .incomplete
    }

    /// The message, once its head is whole.
    func whole(_ content: ByteView) -> Message? {
        read(content)
        return state == .whole ? message : nil
    }

    /// The bytes are copied: the parser lowers names in place, and what is passed on stays as it is.
    private func read(_ content: ByteView) {
        guard state == .unread else { return }
        arena.reset()
        guard arena.append(content) else {
            state = .malformed
            return
        }
        message.arena = arena
        var parser = H1HeadParser(at: arena.start)
        state =
            switch parser.parseRequest(arena, into: message, limits: H1Limits()) {
            case .complete: .whole
            case .malformed: .malformed
            default: .incomplete
            }
    }
}
