import Configuration
import Memory

/// A `peers` section (manual, 11.2).
public struct PeersSettings: Sendable {
    public var name: String
    public var location: SourceLocation
    public var isDisabled = false
    /// The others, without this process.
    public var remotes: [PeerSettings] = []
    /// Where the local peer listens; nil where the section does not say.
    public var bind: BindSettings?
    /// Among how many peers with a `shard` entries are distributed; 0 when every peer gets all.
    public var shards = 0
    public var logs: [LogLine] = []

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

/// A peer that is not this process.
public struct PeerSettings: Sendable {
    public var name: String
    public var location: SourceLocation
    /// The way to it.
    public var route: PlainRoute
    /// `shard`, from 1; 0 for a peer that gets all entries.
    public var shard = 0
}
