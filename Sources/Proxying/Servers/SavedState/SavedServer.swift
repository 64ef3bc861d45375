import Configuration
import Memory
import Transport

/// A line of a server state file, version 1 (management guide, `show servers state`).
struct SavedServer: Sendable {
    let backend: String
    let name: String
    /// Nil where it had none.
    let address: SocketAddress?
    let operation: ServerHealth
    let conditions: ServerConditions
    let weight: Int
    let configuredWeight: Int
    let secondsSinceChange: Int64
    let hostName: String?
    let port: UInt16

    /// Nil for what is no such line.
    init?(_ line: Substring) {
        let fields = line.split(separator: " ")
        guard fields.count >= 19, let operation = UInt8(fields[5]).flatMap({ ServerHealth(rawValue: $0) }),
            let conditions = UInt32(fields[6]), let weight = Int(fields[7]), let configured = Int(fields[8]),
            (0...256).contains(weight), let seconds = Int64(fields[9]), seconds >= 0, let port = UInt16(fields[18])
        else { return nil }
        backend = String(fields[1])
        name = String(fields[3])
        let host = String(fields[4])
        if let bytes = InternetAddress.ipv4(host) {
            address = SocketAddress(Address(family: .ipv4, host: .ipv4(bytes)))
        } else {
            address = InternetAddress.ipv6(host).map { SocketAddress(Address(family: .ipv6, host: .ipv6($0))) }
        }
        self.operation = operation
        self.conditions = ServerConditions(rawValue: conditions)
        self.weight = weight
        configuredWeight = configured
        secondsSinceChange = seconds
        hostName = fields[17] == "-" ? nil : String(fields[17])
        self.port = port
    }
}
