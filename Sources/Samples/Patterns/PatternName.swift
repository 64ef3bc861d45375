/// The name of a list as configurations and commands write it (manual, 2.7).
struct PatternName {
    /// What identifies the list: without `file@` and `opt@`, with `virt@`.
    let name: String
    /// The file to read; nil for a virtual one.
    let path: String?
    let isOptional: Bool

    init(_ text: String) {
        isOptional = text.hasPrefix("opt@")
        if text.hasPrefix("virt@") {
            name = text
            path = nil
        } else {
            name = String(text.dropFirst(isOptional ? 4 : text.hasPrefix("file@") ? 5 : 0))
            path = name
        }
    }

    var origin: String {
        path == nil ? "pattern from virtual file '\(name)'" : "pattern loaded from file '\(name)'"
    }
}
