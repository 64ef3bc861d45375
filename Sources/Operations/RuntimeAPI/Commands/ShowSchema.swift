extension Command {
    /// `show schema json`
    static let showSchema = Command("show schema json", summary: "report schema used for stats") { request in
        request.answer(StatisticsSchema.text + "\n")
    }
}
