import Configuration
import Memory

/// What a state file says of a server (management guide, `show servers state`, version 1).
struct SavedServer: Sendable {
    let backend: String
    let name: String
    private let addressText: String
    let operation: ServerHealth
    let conditions: ServerConditions
    let weight: Int
    let initialWeight: Int
    let sinceChange: Milliseconds
    /// The name that the address was found by; nil without one.
    let hostName: String?
    let port: UInt16

    /// How many fields a row has at least: up to the port.
    static let fewestFields = 19

    /// Reads a row that has enough fields. Nil, and what is wrong with each field, when one makes no sense.
    init?(_ fields: [Substring], problems: inout [String]) {
        var reader = SavedFieldReader(fields)
        backend = reader.text(1)
        name = reader.text(3)
        addressText = reader.text(4)
        let operation = reader.number(5, "srv_op_state", in: 0...3)
        let conditions = reader.number(6, "srv_admin_state", in: 0...0x7f)
        weight = reader.number(7, "srv_uweight", in: 0...256)
        initialWeight = reader.number(8, "srv_iweight", in: 0...256)
        sinceChange = .seconds(Int64(reader.number(9, "srv_last_time_change", in: 0...SavedServer.longestTime)))
        let name = reader.text(17)
        hostName = name == "-" || name.isEmpty ? nil : name
        port = UInt16(clamping: reader.number(18, "srv_port", in: 0...65535))
        self.operation = ServerHealth(rawValue: UInt8(clamping: operation)) ?? .running
        self.conditions = ServerConditions(rawValue: UInt32(clamping: conditions))
        problems = reader.problems
        if !problems.isEmpty { return nil }
    }

    /// Its address, with the port of `configured`; nil without one.
    func address(like configured: Address) -> Address? {
        var address = configured
        if let bytes = InternetAddress.ipv4(addressText) {
            (address.family, address.host) = (.ipv4, .ipv4(bytes))
        } else if let bytes = InternetAddress.ipv6(addressText) {
            (address.family, address.host) = (.ipv6, .ipv6(bytes))
        } else {
            return nil
        }
        return address
    }

    private static let longestTime = Int(Int32.max)
}

/// Takes the fields of a row by their places.
private struct SavedFieldReader {
    private let fields: [Substring]
    private(set) var problems: [String] = []

    init(_ fields: [Substring]) { self.fields = fields }

    func text(_ place: Int) -> String { place < fields.count ? String(fields[place]) : "" }

    mutating func number(_ place: Int, _ name: String, in range: ClosedRange<Int>) -> Int {
        let text = text(place)
        guard let number = Int(text), range.contains(number) else {
            problems.append("invalid \(name) value '\(text)'")
            return range.lowerBound
        }
        return number
    }
}

/// A state file.
struct SavedServers: Sendable {
    enum Failure: Error, Equatable {
        case noVersion
        /// The line that has too few fields, counted from one.
        case corrupted(line: Int)
    }

    /// What is wrong with rows that are left out.
    private(set) var problems: [String] = []
    private var servers: [String: SavedServer] = [:]

    init(_ text: String) throws(Failure) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == "1" else { throw .noVersion }
        for (index, line) in lines.enumerated().dropFirst() {
            let fields = line.split(separator: " ")
            guard let first = fields.first, !first.hasPrefix("#") else { continue }
            guard fields.count >= SavedServer.fewestFields else { throw .corrupted(line: index + 1) }
            var wrong: [String] = []
            if let server = SavedServer(fields, problems: &wrong) {
                servers[SavedServers.key(server.backend, server.name)] = server
            } else {
                let place = "\(fields[1])/\(fields[3])"
                problems.append(
                    "server-state application failed for server '\(place)', \(wrong.joined(separator: ", "))")
            }
        }
    }

    func server(_ name: String, of backend: String) -> SavedServer? { servers[SavedServers.key(backend, name)] }

    /// Names have no slash.
    private static func key(_ backend: String, _ server: String) -> String { "\(backend)/\(server)" }
}
