import CLinux

/// What the kernel says about a descriptor.
public struct Readiness: OptionSet, Sendable {
    public let rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static let readable = Readiness(rawValue: 0x001)
    public static let writable = Readiness(rawValue: 0x004)
    /// An error is pending on the socket.
    public static let failed = Readiness(rawValue: 0x008)
    /// Both directions are closed.
    public static let hungUp = Readiness(rawValue: 0x010)
    /// The peer has shut down its sending side.
    public static let peerClosed = Readiness(rawValue: 0x2000)
}

/// Something that a loop calls: a descriptor, a timer, or both. The loop owns it from `register` to `unregister`.
open class EventSource {
    /// Where the loop keeps it; -1 while it is not registered.
    public internal(set) final var slot: Int32 = -1

    public init() {}

    /// Of the sources that are ready in a turn, those with the lowest come first (`nice`); asked for only when the loop
    /// `usesNiceness`.
    open var niceness: Int { 0 }

    /// The descriptor is ready. Edge-triggered: what is not used up now is not told again.
    open func ready(_ readiness: Readiness) {}

    /// The deadline has passed.
    open func expired() {}
}
