import Memory

extension ServerState {
    /// Writes the field that tells a server how it is seen (manual, 4.2 `http-check send-state`).
    func writeState(of proxy: Proxy, into out: Buffer) -> Bool {
        out.append("x-haproxy-server-state: ") && writeHealth(into: out) && writePlace(of: proxy, into: out)
            && writeLoad(of: proxy, into: out) && out.append("\r\n")
    }

    private func writeHealth(into out: Buffer) -> Bool {
        let word = health == .stopped ? "DOWN" : health == .stopping ? "NOLB" : "UP"
        return out.append(text: word)
    }

    private func writePlace(of proxy: Proxy, into out: Buffer) -> Bool {
        let address = address
        let port = address.family == .unix ? "unix" : "\(address.port)"
        return out.append(text: "; address=\(address.host); port=\(port); name=\(proxy.settings.name)/\(name)")
    }

    private func writeLoad(of proxy: Proxy, into out: Buffer) -> Bool {
        let served = proxy.servers.reduce(0) { $0 + $1.slot.served }
        return out.append(text: "; scur=\(slot.served)/\(served); qcur=\(queue.count)")
    }
}
