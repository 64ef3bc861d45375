import Glibc
import Synchronization

/// A listening socket that one loop accepts from, or several. The last of them to leave closes it: the others still watch
/// it until then, and its number must not come to mean another connection.
final class ListenDescriptor: Sendable {
    let number: Int32
    /// How many loops accept from it.
    let userCount: Int
    private let remaining: Atomic<Int>

    init(_ number: Int32, userCount: Int) {
        self.number = number
        self.userCount = userCount
        remaining = Atomic(userCount)
    }

    /// One loop accepts no more.
    func release() {
        if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { close(number) }
    }
}
