import Memory
import Samples
import Synchronization

/// A limit that all streams with the same entry of a stick table share (manual, 9.7): each of them gets an equal part.
public final class SharedBandwidth: Sendable {
    /// How many streams share one entry.
    final class Group: Sendable {
        fileprivate let count = Atomic<Int>(0)

        var members: UInt64 { UInt64(clamping: max(1, count.load(ordering: .relaxed))) }
    }

    let key: Expression
    /// The number of the table.
    let table: Int
    /// Groups by the place of their entry, which is held as long as the group has members.
    private let groups = Mutex<[UInt64: Group]>([:])

    init(key: Expression, table: Int) {
        self.key = key
        self.table = table
    }

    fileprivate func join(_ place: StickPlace) -> Group {
        groups.withLock { groups in
            let group = groups[place.number] ?? Group()
            groups[place.number] = group
            group.count.add(1, ordering: .relaxed)
            return group
        }
    }

    fileprivate func leave(_ place: StickPlace, _ group: Group) {
        groups.withLock { groups in
            if group.count.subtract(1, ordering: .relaxed).newValue == 0 { groups[place.number] = nil }
        }
    }
}

/// One stream among those that share a limit.
final class BandwidthMember {
    private let shared: SharedBandwidth
    let group: SharedBandwidth.Group
    private let table: Unretained<StickTable>
    private let place: StickPlace
    /// Bytes that the table was not told of.
    private var untold: UInt64 = 0

    /// Nil without a key or room for it.
    init?(of shared: SharedBandwidth, _ evaluation: StreamEvaluation) {
        let now = evaluation.context.tableTime
        guard let table = evaluation.context.stickTable(shared.table), let value = shared.key.evaluate(evaluation),
            let place = table({ table in
                StickKey.with(value, table, evaluation) { key in
                    table.enter(key, now) { shard, place -> StickPlace? in
                        shard.hold(place.record, now)
                        return place
                    }
                }
            })
        else { return nil }
        self.shared = shared
        self.table = table
        self.place = place
        group = shared.join(place)
    }

    /// Tells the table's rate of bytes that have passed.
    func count(_ bytes: Int, isUpload: Bool, _ now: UInt32) {
        let factor = table { UInt64($0.byteRateFactor) }
        untold &+= UInt64(clamping: bytes)
        let told = untold / factor
        untold %= factor
        let _: Void? = table {
            $0.with(place) { shard, record in
                shard.add(told, to: isUpload ? .bytesInRate : .bytesOutRate, at: record, now)
            }
        }
    }

    /// The stream is over.
    func leave(_ now: UInt32) {
        shared.leave(place, group)
        let _: Void? = table { $0.with(place) { shard, record in shard.drop(record, now) } }
    }
}
