import Configuration
import Samples

extension GenerationBuilder {
    func readUserList(_ section: Section) {
        guard let name = section.name else {
            return refuse(section.opening, "'userlist' expects <name> as arguments.")
        }
        if let word = section.arguments.dropFirst().first {
            refuse(section.opening, "'userlist' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        let known = userLists.first { $0.name == name }
        if known != nil {
            diagnostics.add(section.opening.diagnostic(.warning, "ignoring duplicated userlist '\(name)'."))
        }
        let builder = known ?? UserListBuilder(name: name)
        if known == nil { userLists.append(builder) }
        let context = SectionContext(section, places: .userlist)
        for line in section.lines {
            UserListKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics)
        }
    }

    /// The lists, once all of them are read.
    func builtUserLists() -> [UserList] {
        userLists.map { builder in
            let (list, problems) = builder.build()
            for problem in problems { diagnostics.add(Diagnostic(.alert, problem)) }
            return list
        }
    }

    private func refuse(_ line: ConfigurationLine, _ problem: String, at word: Word? = nil) {
        diagnostics.add(line.diagnostic(.alert, problem, column: word?.column))
    }
}
