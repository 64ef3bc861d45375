import Samples

/// What a stream in TCP mode leaves to the first HTTP stream of its connection (manual, 4 and 4.4 `switch-mode`).
final class HTTPUpgrade {
    /// The backend that was chosen; nil when a rule has asked for the upgrade before.
    unowned(unsafe) let backend: BackendShare?
    let variables: VariableStore?
    /// Entries of tables that are held.
    let tracked: TrackedEntries

    init(_ backend: BackendShare?, _ variables: VariableStore?, _ tracked: TrackedEntries) {
        self.backend = backend
        self.variables = variables
        self.tracked = tracked
    }
}
