extension Command {
    /// `expert-mode [on|off]`
    static let expertMode = Command("expert-mode", summary: "toggle expert mode", level: .admin, isHidden: true) {
        request in
        toggle(request, "expert-mode", \.isExpert)
    }

    /// `experimental-mode [on|off]`
    static let experimentalMode = Command(
        "experimental-mode", summary: "toggle experimental mode", level: .admin, isHidden: true
    ) { request in toggle(request, "experimental-mode", \.isExperimental) }

    private static func toggle(
        _ request: CommandRequest, _ name: String, _ flag: ReferenceWritableKeyPath<CommandSession, Bool>
    ) {
        guard let session = request.session else { return }
        switch request.argument(0) {
        case "on": session[keyPath: flag] = true
        case "off": session[keyPath: flag] = false
        default: return request.answer("\(name) is \(session[keyPath: flag] ? "ON" : "OFF")\n")
        }
        request.finish()
    }
}
