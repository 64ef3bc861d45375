import Memory
import Samples

/// Whether a client is one of a list's users (manual, 7.3.6).
extension SampleFetch {
    /// `http_auth(<userlist>)`
    static let isUser = SampleFetch(
        "http_auth", gives: .boolean, takes: ArgumentGrammar([.userList]), in: .requestContent,
        "Whether the client's name and password are those of a user."
    ) { arguments, evaluation in .boolean(evaluation.loops.user(of: arguments) != nil) }

    /// `http_auth_group(<userlist>)`: the user's name; in a condition one value for each group, so that it may name any of them.
    static let groupsOfUser = SampleFetch(
        "http_auth_group", gives: .string, takes: ArgumentGrammar([.userList]), in: .requestContent,
        "The name of the user whose password the client has sent; in conditions the user's groups."
    ) { arguments, evaluation in
        guard let user = evaluation.loops.user(of: arguments) else { return nil }
        guard evaluation.triesEveryValue else { return evaluation.loops.basicCredentials.map { .string($0.0) } }
        guard evaluation.cursor < user.groups.count else { return nil }
        let group = user.groups[evaluation.cursor]
        evaluation.continue(at: evaluation.cursor + 1)
        return .string(group.view)
    }
}

extension StreamEvaluation {
    fileprivate func user(of arguments: StepArguments) -> UserList.User? {
        guard let lists = context.generation?.generation.userLists, let index = Int(exactly: arguments.integer(0)),
            index >= 0, index < lists.count, let (name, password) = basicCredentials
        else { return nil }
        return lists[index].user(name, password: password)
    }
}
