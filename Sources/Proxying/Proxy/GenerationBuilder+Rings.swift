import Configuration

/// `ring` sections.
extension GenerationBuilder {
    func readRing(_ section: Section) {
        let name = section.arguments.first
        if name == nil { refuse(section, "missing ring name.") }
        if let name, let bad = ProxyName.invalidCharacter(in: name.text) {
            refuse(section, "invalid ring name '\(name.text)' (character '\(bad)' is not permitted).", at: name)
        }
        if let word = section.arguments.dropFirst().first {
            refuse(section, "'ring' cannot handle unexpected argument '\(word.text)'.", at: word)
        }
        if let name, LogRing.builtInNames.contains(name.text) || rings.contains(where: { $0.name == name.text }) {
            refuse(section, "sink named '\(name.text)' already exists.", at: name)
        }
        let settings = LogRingSettings(name: name?.text ?? "", location: section.location)
        let builder = RingBuilder(settings, smallestSize: global.settings.tuning.bufferSize)
        let context = SectionContext(section, places: .ring)
        for line in section.lines { RingKeywords.catalogue.parseLine(line, in: context, into: builder, diagnostics) }
        rings.append(builder.settings)
    }

    /// Says which rings converters name that are not there.
    func checkRingNames() {
        let names = rings.map(\.name)
        for (name, place) in expressions.ringNames where !names.contains(name) {
            diagnostics.add(
                place.line.diagnostic(
                    .alert, "invalid args in converter 'debug' : No such sink '\(name)'.", column: place.word?.column,
                    suggestions: Suggestion.nearest(to: name, among: names + LogRing.builtInNames)))
        }
    }

    /// Sizes and addresses of rings, when everything is known.
    func completeRings() {
        for index in rings.indices {
            if rings[index].size == 0 { rings[index].size = global.settings.tuning.bufferSize }
            let size = rings[index].size
            if rings[index].maximumLength > size {
                diagnostics.warning(
                    "ring '\(rings[index].name)' event max length '\(rings[index].maximumLength)' exceeds size, forced to "
                        + "size '\(size)'.")
                rings[index].maximumLength = size
            }
            for place in rings[index].servers.indices { resolve(&rings[index].servers[place], of: rings[index].name) }
        }
    }

    private func resolve(_ server: inout ServerSettings, of ring: String) {
        guard let address = server.address, case .name(let name) = address.host else { return }
        server.address = resolved(address)
        guard server.address == nil else { return }
        diagnostics.add(
            Diagnostic(
                .alert, "'server \(ring)/\(server.name)' : could not resolve address '\(name)'.", at: server.location,
                form: .bare))
    }
}
