import Configuration

/// `log-profile` sections.
extension GenerationBuilder {
    func readLogProfile(_ section: Section) {
        let name = section.arguments.first
        if name == nil { refuse(section, "'log-profile' expects a name.") }
        if let name, let bad = ProxyName.invalidCharacter(in: name.text) {
            refuse(section, "character '\(bad)' is not permitted in 'log-profile' name '\(name.text)'.", at: name)
        }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'log-profile' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if let name, logProfiles.contains(where: { $0.name == name.text }) {
            refuse(section, "log-profile section '\(name.text)' already exists.", at: name)
        }
        let builder = LogProfileBuilder(name: name?.text ?? "", expressions)
        let context = SectionContext(section, places: .logProfile)
        for line in section.lines {
            LogProfileKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        logProfiles.append(LogProfile(builder))
    }

    /// The profile that a line names; nil, and said so, when there is none.
    func logProfile(named word: Word, in line: ConfigurationLine) -> LogProfile? {
        if let known = logProfiles.first(where: { $0.name == word.text }) { return known }
        refuse(line, "unknown log-profile '\(word.text)'", word.text, among: logProfiles.map(\.name))
        return nil
    }
}
