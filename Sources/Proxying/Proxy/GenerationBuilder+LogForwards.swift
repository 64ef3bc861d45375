import Configuration

/// `log-forward` sections.
extension GenerationBuilder {
    func readLogForward(_ section: Section) {
        let name = section.arguments.first
        if name == nil { refuse(section, "missing name for log-forward section.") }
        if let name, let bad = ProxyName.invalidCharacter(in: name.text) {
            refuse(
                section, "character '\(bad)' is not permitted in 'log-forward' name '\(name.text)'.", at: name)
        }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'log-forward' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if let name, let other = logForwards.first(where: { $0.name == name.text }) {
            refuse(
                section,
                "log-forward section '\(name.text)' has the same name as another log-forward section declared at "
                    + "\(other.location.text).", at: name)
        }
        let builder = LogForwardBuilder(LogForwardSettings(name: name?.text ?? "", location: section.location))
        let context = SectionContext(section, places: .logForward)
        for line in section.lines {
            LogForwardKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        if builder.settings.binds.isEmpty {
            diagnostics.add(
                section.opening.diagnostic(
                    .warning, "log-forward section '\(builder.settings.name)' has no 'bind' or 'dgram-bind' directive.")
            )
        }
        logForwards.append(builder.settings)
    }

    /// The sections with their targets and what their bind lines leave to them.
    func builtLogForwards(_ globalTargets: [LogTarget]) -> [LogForward] {
        logForwards.map { settings in
            var settings = settings
            complete(&settings.binds, backlog: settings.backlog)
            return LogForward(settings, targets: logTargets(of: settings.logs, globalTargets))
        }
    }
}
