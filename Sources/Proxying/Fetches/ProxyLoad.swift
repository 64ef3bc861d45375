import Balancing
import Memory
import Samples

/// How much the process, a frontend or a backend has to do (manual, 7.3.2 and 7.3.3).
extension SampleFetch {
    static let proxyLoad: [SampleFetch] = [
        ofLoop("act_conn", gives: .integer, "Connections of clients to the process.") {
            .integer($0.connectionLimit.current)
        },
        ofProxy("fe_conn", .frontend, "Connections of clients to a frontend.") { proxy, _ in
            .integer(proxy.connections.current)
        },
        ofProxy("fe_sess_rate", .frontend, "New connections per second of a frontend.") { proxy, context in
            proxy.counts.map { .integer($0.sessions.rate(context.now)) }
        },
        ofProxy("fe_req_rate", .frontend, "Requests per second of a frontend.") { proxy, context in
            proxy.counts.map { .integer($0.requests.rate(context.now)) }
        },
        SampleFetch("dst_conn", gives: .integer, in: .frontend, "Connections of clients to the same socket.") {
            _, evaluation in
            evaluation.loops.withSession { $0.listenerTraits.limit.map { .integer($0.current) } }
        },
        ofProxy("be_conn", .backend, "Streams of a backend.") { proxy, _ in
            proxy.counts.map { .integer($0.currentStreams) }
        },
        ofProxy("be_sess_rate", .backend, "New streams per second of a backend.") { proxy, context in
            proxy.counts.map { .integer($0.streams.rate(context.now)) }
        },
        ofProxy("queue", .backend, "Streams that wait for a server of a backend.") { proxy, _ in
            .integer(proxy.queued)
        },
        ofProxy("avg_queue", .backend, "Streams that wait, for each server of a backend that works.") { proxy, _ in
            let servers = proxy.usableServers
            return .integer(servers == 0 ? 2 * proxy.queued : (proxy.queued + servers - 1) / servers)
        },
        ofProxy("nbsrv", .backend, "How many servers of a backend take traffic.") { proxy, _ in
            .integer(proxy.usableServers)
        },
        ofProxy("connslots", .backend, "Streams that a backend could still take, queues included.") { proxy, _ in
            .integer(
                proxy.room {
                    $0.limit > 0 && $0.queueLimit > 0 ? $0.limit - $0.served + $0.queueLimit - $0.queued : nil
                })
        },
        ofProxy("be_conn_free", .backend, "Streams that a backend's servers could take now.") { proxy, _ in
            .integer(proxy.room { $0.limit > 0 ? max(0, $0.limit - $0.served) : nil })
        },
    ]
}

extension Proxy {
    /// Streams that wait, for any server or a certain one.
    var queued: Int { servers.reduce(queue.count) { $0 + $1.queue.count } }

    /// Servers that take traffic: the backup ones only when there is no other.
    var usableServers: Int {
        let usable = servers.count { $0.slot.isUsable && !$0.slot.isBackup }
        if usable > 0 { return usable }
        let backups = servers.count { $0.slot.isUsable && $0.slot.isBackup }
        return set.usesAllBackups ? backups : min(1, backups)
    }

    /// The sum over the servers that take traffic; -1 where one of them has no limit.
    fileprivate func room(_ free: (ServerSlot) -> Int?) -> Int {
        let hasActive = servers.contains { $0.slot.isUsable && !$0.slot.isBackup }
        var sum = 0
        for server in servers where server.slot.isUsable && !(hasActive && server.slot.isBackup) {
            guard let free = free(server.slot) else { return -1 }
            sum += free
        }
        return sum
    }
}
