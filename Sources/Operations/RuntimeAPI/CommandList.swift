/// The commands of the runtime API as `-dKcli` lists them.
public enum CommandList {
    /// A command a line, each with the process that serves it.
    public static var text: String {
        let names = CommandCatalogue.commands.filter { !$0.isHidden }.map { $0.words.joined(separator: " ") }
        return names.sorted().map { "\($0) [WORKER] \n" }.joined()
    }
}
