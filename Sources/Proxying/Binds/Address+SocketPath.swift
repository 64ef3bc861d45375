import Configuration

extension Address {
    /// What stands in a unix socket's address; nil for other families. Abstract names begin with a NUL; those of `abns@`
    /// are filled up with NULs, which count, while those of `abnsz@` end where they end.
    var socketPath: [UInt8]? {
        guard case .path(let path) = host else { return nil }
        switch family {
        case .abstract:
            let name = [0] + Array(path.utf8)
            return name + [UInt8](repeating: 0, count: max(0, Address.socketPathCapacity - name.count))
        case .abstractZeroTerminated: return [0] + Array(path.utf8)
        default: return Array(path.utf8)
        }
    }

    /// The bytes of `sun_path`.
    private static let socketPathCapacity = 108
}
