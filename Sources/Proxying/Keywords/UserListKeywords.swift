import Configuration

/// The keywords of `userlist` sections (manual, 3.4).
public enum UserListKeywords {
    public static let catalogue = Catalogue<UserListBuilder>(
        [.user, .group], otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<UserListBuilder> {
    static let user = Keyword(
        "user", in: .userlist,
        usage: "<username> [password|insecure-password <password>] [groups <group>,<group>,(...)]",
        summary: "Adds a user."
    ) { arguments, list in
        let name = try arguments.next(named: "<name>")
        var user = UserListBuilder.User(name: name.text, groups: [])
        while let option = arguments.optional() {
            let value = try arguments.next(named: "<\(option.text)>")
            switch option.text {
            case "password": user.password = .hashed(value.text)
            case "insecure-password": user.password = .plain(value.bytes)
            case "groups": user.groups += value.text.split(separator: ",").map(String.init)
            default:
                throw ConfigurationError(
                    "'user' only supports 'password', 'insecure-password' and 'groups' options.", at: option)
            }
        }
        guard !list.users.contains(where: { $0.name == name.text }) else {
            return arguments.warn("ignoring duplicated user '\(name.text)' in userlist '\(list.name)'.", at: name)
        }
        list.users.append(user)
    }

    static let group = Keyword(
        "group", in: .userlist, usage: "<groupname> [users <user>,<user>,(...)]", summary: "Adds a group."
    ) { arguments, list in
        let name = try arguments.next(named: "<name>")
        var users: [String] = []
        if let option = arguments.optional() {
            guard option.text == "users" else {
                throw ConfigurationError("'group' only supports 'users' option.", at: option)
            }
            users = try arguments.next(named: "<users>").text.split(separator: ",").map(String.init)
        }
        guard !list.groups.contains(where: { $0.name == name.text }) else {
            return arguments.warn("ignoring duplicated group '\(name.text)' in userlist '\(list.name)'.", at: name)
        }
        list.groups.append((name.text, users))
    }
}
