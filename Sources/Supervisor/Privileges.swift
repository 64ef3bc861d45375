import CLinux
import Glibc
import Proxying

/// What the process gives up once its sockets are open: `chroot`, `group`, `user` (manual, 3.1), and new
/// rights of the programs that it starts (`insecure-setuid-wanted`).
enum Privileges {
    /// What could not be done, or nil.
    static func drop(_ global: GlobalSettings) -> String? {
        if let root = global.root {
            guard chroot(root) == 0, chdir("/") == 0 else { return "[apus.main()] Cannot chroot(\(root))." }
        }
        if let group = global.group, group != 0 {
            if getgid() != group, apus_drop_groups() != 0, getuid() == 0 {
                return "[apus.main()] Cannot give up supplementary groups."
            }
            guard setgid(group) == 0 else { return "[apus.main()] Cannot set gid \(group)." }
        }
        if let user = global.user, user != 0 {
            if let problem = Capabilities(global.capabilities).becoming(user: user) { return problem }
        }
        if global.checks.allowsCommands, !global.checks.allowsChangedUsers, apus_refuse_new_privileges() != 0 {
            return
                "[apus.main()] Cannot keep external checks from getting new rights ('insecure-setuid-wanted' lets them)."
        }
        return nil
    }
}
