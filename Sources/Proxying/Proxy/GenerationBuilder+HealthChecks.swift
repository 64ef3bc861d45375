import Configuration

extension GenerationBuilder {
    /// `healthcheck` (manual, 12.9)
    func readHealthCheck(_ section: Section) {
        guard let name = section.name else { return refuse(section, "'healthcheck' expects <name> as argument.") }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'healthcheck' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if checkSections[name] != nil {
            refuse(section, "healthcheck section '\(name)' is defined twice.", at: section.arguments.first)
        }
        let builder = HealthCheckSection(name: name, expressions: expressions)
        let context = SectionContext(section, places: .healthCheck)
        for line in section.lines {
            HealthCheckKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
        if !builder.hasType { refuse(section, "healthcheck section '\(name)' has no 'type'.") }
        for kind in builder.checks.unusedRules {
            refuse(
                section,
                "healthcheck section '\(name)' has \(kind == .http ? "http-check" : "tcp-check") rules, which its type does "
                    + "not use.")
        }
        checkSections[name] = builder
    }

    func refuseMailers(_ section: Section) { refuse(section, Mail.refusal(of: "mailers").message) }
}
