/// Where a stream goes.
public enum Choice: Sendable, Equatable {
    /// To the server at this index of the set.
    case server(Int)

    /// There are usable servers, all at their limit: the stream waits in the backend's queue.
    case full

    /// No server is usable: 503.
    case none
}

/// Chooses servers for one loop in one backend. Algorithms are its subclasses.
///
/// It is confined to its loop. It reads a table that the set makes for all loops, and takes the next one when the set's
/// version moved; apart from that, choosing takes no lock and allocates nothing.
public class Balancer {
    public final let set: ServerSet
    private final let farm: FarmVersion
    private final let kind: BalanceTable.Kind
    final var table: BalanceTable

    init(_ set: ServerSet, _ kind: BalanceTable.Kind) {
        self.set = set
        self.kind = kind
        farm = set.farm
        table = set.table(kind)
        prepare()
    }

    /// As they were at the last choice.
    public final var totals: ServerSet.Totals { table.totals }

    /// The server for a new stream.
    ///
    /// - Parameter hash: of the stream's key, for the algorithms that hash; nil when the stream has no such key, which
    ///   then takes its turn by weight as with round robin.
    /// - Parameter avoiding: the server that just failed; it is chosen again only when no other can be.
    public final func choose(hash: UInt32? = nil, avoiding: Int? = nil) -> Choice {
        if farm.current != table.version {
            table = set.table(kind)
            prepare()
        }
        if table.candidates.isEmpty { return .none }
        return pick(hash: hash, avoiding: avoiding ?? -1)
    }

    /// Only called when there are candidates; `avoided` is an index of the set or -1.
    func pick(hash: UInt32?, avoiding avoided: Int) -> Choice { .none }

    /// The table is new.
    func prepare() {}
}
