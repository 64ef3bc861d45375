import Proxying

extension Command {
    /// `show info [typed|json] [desc] [float]`
    static let showInfo = Command(
        "show info", arguments: "[desc|json|typed|float]*", summary: "report information about the running process"
    ) { request in
        let words = request.arguments
        let (generation, process, use) = (request.generation, request.api.process, request.api.use)
        request.api.inquirer.ask({ $0.report() }) { reports in
            let fields = ProcessInformation(
                process, generation, reports, apiUse: use, usesDecimals: words.contains("float")
            ).fields
            let describes = words.contains("desc")
            if words.contains("json") {
                request.answer(InformationFormat.json(fields) + "\n")
            } else if words.contains("typed") {
                request.answer(InformationFormat.typed(fields, describes: describes))
            } else {
                request.answer(InformationFormat.plain(fields, describes: describes))
            }
        }
    }
}
