import CLinux
import Glibc
import Proxying

/// The rights that `setcap` names (manual, 3.1; management guide, 13.1). They belong to a thread and are inherited by those
/// that it starts, so that all of this happens while there is one.
struct Capabilities {
    private let mask: UInt64

    init(_ wanted: Set<Capability>) { mask = wanted.reduce(0) { $0 | $1.bit } }

    /// Takes up what the administrator has permitted the program's file to have; nothing for the user 0, who has it all.
    /// What the process may not have, for a warning, or nil.
    func raise(_ wanted: Set<Capability>) -> String? {
        guard mask != 0, geteuid() != 0 else { return nil }
        var permitted: UInt64 = 0
        var effective: UInt64 = 0
        guard apus_get_capabilities(&permitted, &effective) == 0 else { return "'setcap' : cannot read capabilities." }
        let possible = mask & permitted
        if possible & ~effective != 0, apus_set_capabilities(permitted, effective | possible) != 0 {
            return "'setcap' : cannot take up capabilities that are permitted."
        }
        let missing = wanted.filter { $0.bit & permitted == 0 }.map(\.rawValue).sorted()
        return missing.isEmpty
            ? nil
            : "'setcap' : this process may not have \(missing.joined(separator: ", ")): permit it by 'setcap "
                + "\(missing.joined(separator: ","))=p' on its file, or start it as root."
    }

    /// Becomes another user; the wanted rights stay. What could not be done, or nil.
    func becoming(user: UInt32) -> String? {
        let isKept = mask != 0 && geteuid() == 0
        if isKept {
            // What is not there is found out while there is still somebody to tell.
            let kept = mask | Capabilities.userChange
            let result = apus_set_capabilities(kept, kept)
            guard result == 0 else {
                return "[apus.main()] Failed to preset the capabilities to preserve (\(reason(result)))."
            }
            guard apus_keep_capabilities() == 0 else { return "[apus.main()] Failed to preserve capabilities." }
        }
        guard setuid(user) == 0 else { return "[apus.main()] Cannot set uid \(user)." }
        guard isKept else { return nil }
        let result = apus_set_capabilities(mask, mask)
        return result == 0 ? nil : "[apus.main()] Failed to set the final capabilities (\(reason(result)))."
    }

    private func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

    /// CAP_SETUID, which the change itself takes.
    private static let userChange: UInt64 = 1 << 7
}
