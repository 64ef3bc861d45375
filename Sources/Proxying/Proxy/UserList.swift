import CLinux
import Memory

/// Users, their passwords and their groups (manual, 3.4).
public final class UserList: Sendable {
    /// What a user must know.
    enum Password: Sendable {
        case plain([UInt8])
        /// As `crypt(3)` makes it.
        case hashed(String)
    }

    struct User: Sendable {
        let name: ConstantBytes
        let password: Password
        /// Names of groups.
        let groups: [ConstantBytes]
    }

    public let name: String
    let users: [User]

    init(name: String, users: [User]) {
        self.name = name
        self.users = users
    }

    /// The user of that name and password.
    func user(_ name: ByteView, password: ByteView) -> User? {
        users.first { $0.name.view.equals(name) && $0.password.matches(password) }
    }
}

extension UserList.Password {
    /// Takes as long for a wrong password as for the right one of that length.
    func matches(_ password: ByteView) -> Bool {
        switch self {
        case .plain(let expected):
            var difference = expected.count ^ password.count
            for (index, byte) in expected.enumerated() { difference |= Int(byte ^ (password.byte(at: index) ?? 0)) }
            return difference == 0
        case .hashed(let hash):
            // A C string ends at its first zero; a password with one would be cut short.
            guard password.firstIndex(of: 0) == nil else { return false }
            let text = String(decoding: password.bytes, as: UTF8.self)
            return apus_password_matches(text, hash)
        }
    }
}

/// A `userlist` section while it is read.
public final class UserListBuilder {
    struct User {
        let name: String
        var password: UserList.Password?
        var groups: [String]
    }

    let name: String
    var users: [User] = []
    var groups: [(name: String, users: [String])] = []

    init(name: String) { self.name = name }

    /// The list, or what is wrong with its names.
    func build() -> (UserList, problems: [String]) {
        var problems: [String] = []
        var members: [String: [String]] = [:]
        for user in users {
            for group in user.groups {
                if !groups.contains(where: { $0.name == group }) {
                    problems.append("userlist '\(name)': no such group '\(group)' specified in user '\(user.name)'")
                }
                members[user.name, default: []].append(group)
            }
        }
        for group in groups {
            for user in group.users {
                if !users.contains(where: { $0.name == user }) {
                    problems.append("userlist '\(name)': no such user '\(user)' specified in group '\(group.name)'")
                }
                if members[user]?.contains(group.name) != true { members[user, default: []].append(group.name) }
            }
        }
        let list = users.compactMap { user in
            user.password.map { password in
                UserList.User(
                    name: ConstantBytes(Array(user.name.utf8)), password: password,
                    groups: (members[user.name] ?? []).map { ConstantBytes(Array($0.utf8)) })
            }
        }
        return (UserList(name: name, users: list), problems)
    }
}
