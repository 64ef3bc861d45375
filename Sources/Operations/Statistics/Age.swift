import EventLoop
import Memory

/// How long ago something was.
enum Age {
    /// Whole seconds since a point on the monotonic clock.
    static func seconds(since point: Milliseconds) -> Int {
        Int(max(0, (Clock.monotonic() - point).rawValue / 1000))
    }
}
