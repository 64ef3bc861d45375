import DNS
import Transport

/// The servers of one backend that are described by the same SRV records: each record is one server (manual, 5.3).
final class ServiceServers: ResolutionSubscriber {
    private struct Member {
        let server: ServerState
        /// The record that it has its name and port from.
        var place: DNSService.Place?
        var weight: UInt16?
        /// The servers with the same name, which look for addresses of it together.
        var group: NamedServers?
    }

    private let backend: Proxy
    private unowned(unsafe) let names: NameResolution
    private unowned(unsafe) let context: LoopContext
    private var members: [Member] = []

    init(_ backend: Proxy, _ names: NameResolution, _ context: LoopContext) {
        self.backend = backend
        self.names = names
        self.context = context
    }

    /// A server whose state was saved goes on with the record that it had.
    func join(_ server: ServerState) {
        var member = Member(server: server)
        if let name = server.hostName.flatMap({ DomainName($0) }) {
            member.place = DNSService.Place(target: name, port: server.address.port)
        }
        members.append(member)
    }

    override func resolved(_ resolution: Resolution, by server: NameServer) {
        let present = resolution.places.elements
        let known = Set(present)
        for place in members.indices {
            if let record = members[place].place, !known.contains(record) { release(place) }
        }
        var taken = Set(members.compactMap(\.place))
        for record in present where taken.insert(record).inserted {
            guard let free = members.firstIndex(where: { $0.place == nil }) else { break }
            members[free].place = record
        }
        for place in members.indices {
            guard let record = members[place].place, let service = resolution.services[record] else { continue }
            follow(service, place)
        }
    }

    override func failed(_ failure: DNSFailure) {
        for place in members.indices where members[place].place != nil { release(place) }
    }

    /// Makes a server what its record says.
    private func follow(_ service: DNSService, _ place: Int) {
        let server = members[place].server
        let name = service.place.target.text
        let isNew = server.hostName != name || server.address.port != service.place.port
        if members[place].weight != service.weight {
            members[place].weight = service.weight
            if !server.settings.resolution.ignoresWeight { server.slot.weight = (Int(service.weight) + 255) / 256 }
        }
        guard let address = chosenAddress(service, for: server) else {
            if isNew { rename(server, name, port: service.place.port) }
            if members[place].group == nil {
                members[place].group = names.join(server, of: backend, name: service.place.target)
            }
            return
        }
        leaveGroup(place)
        context.resolve(server, of: backend, to: address, by: "DNS additional record", port: service.place.port) {
            if isNew { rename(server, name, port: service.place.port) }
        }
    }

    /// One of the addresses that came with the record.
    private func chosenAddress(_ service: DNSService, for server: ServerState) -> DNSAddress? {
        let settings = server.settings.resolution
        let member = AddressAssignment.Member(
            current: DNSAddress(server.address), prefersIPv4: settings.prefersIPv4, networks: settings.networks)
        return AddressAssignment.assign(service.addresses, to: [member]).first ?? nil
    }

    private func rename(_ server: ServerState, _ name: String, port: UInt16) {
        context.log(
            backend, .notice,
            "\(backend.settings.name)/\(server.name) changed its FQDN from \(server.hostName ?? "(null)") to \(name) by "
                + "'SRV record'")
        server.rename(name)
        server.address = server.address.with(port: port)
    }

    /// Its record is gone.
    private func release(_ place: Int) {
        let server = members[place].server
        leaveGroup(place)
        context.loseAddress(server, of: backend, cause: "entry removed from SRV record")
        server.rename(nil)
        server.address = SocketAddress()
        members[place].place = nil
        members[place].weight = nil
    }

    private func leaveGroup(_ place: Int) {
        guard members[place].group != nil else { return }
        members[place].group = nil
        names.leave(members[place].server)
    }
}
