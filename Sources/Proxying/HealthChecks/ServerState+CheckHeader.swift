import Balancing
import Memory

extension ServerState {
    /// Writes the field that tells a server how it is seen (manual, 4.2 `http-check send-state`).
    func writeState(of proxy: Proxy, node: String, into out: Buffer) -> Bool {
        let port = address.family == .unix ? "unix" : "\(address.port)"
        let totals = proxy.set.totals()
        // Backup servers count while there is no other.
        let weights = totals.usableActive > 0 ? totals.activeWeight : totals.backupWeight
        let served = proxy.servers.reduce(0) { $0 + $1.slot.served }
        return out.append(
            text: "x-haproxy-server-state: \(stateWords); address=\(address.host); port=\(port); "
                + "name=\(proxy.settings.name)/\(name); node=\(node); weight=\(ServerSlot.plain(slot.effectiveWeight))/"
                + "\(ServerSlot.plain(weights)); "
                + "scur=\(slot.served)/\(served); qcur=\(queue.count)\r\n")
    }

    /// How it is, and how far it is from another state: `UP 2/3`.
    private var stateWords: String {
        guard let counter = checkRecord?.counter else { return "no check" }
        let isSure = !counter.isTurning
        guard counter.isUp else { return isSure ? "DOWN" : "DOWN \(counter.value)/\(counter.rise)" }
        let word = health == .stopping ? "NOLB" : "UP"
        return isSure ? word : "\(word) \(counter.value - counter.rise + 1)/\(counter.fall)"
    }
}
