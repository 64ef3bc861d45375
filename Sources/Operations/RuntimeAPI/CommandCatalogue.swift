/// Every command, in the order in which help lists them; and the way from words to a command.
enum CommandCatalogue {
    static let commands: [Command] =
        [
            .clearCounters,
            .disableAgent,
            .disableDynamicCookie,
            .disableFrontend,
            .disableHealth,
            .disableServer,
            .echo,
            .enableAgent,
            .enableDynamicCookie,
            .enableFrontend,
            .enableHealth,
            .enableServer,
            .experimentalMode,
            .expertMode,
            .getVariable, .getWeight,
            .lowerToOperator,
            .publishBackend,
            .setDynamicCookieKey,
            .setMaxconnFrontend,
            .setMaxconnGlobal, .setRateLimit,
            .setMaxconnServer,
            .setServer,
            .setSeverityOutput,
            .setTimeout,
            .setVariable, .setWeight,
            .showActivity,
            .showBackend,
            .showLevel,
            .showSockets,
            .showEnvironment,
            .showErrors,
            .showEvents,
            .showDescriptors,
            .showInfo,
            .showPeers,
            .showPools,
            .showResolvers,
            .showSchema,
            .showServersConnections,
            .showServersState,
            .showSessions,
            .showStat,
            .showVersion,
            .shutdownFrontend,
            .shutdownSession,
            .shutdownSessions,
            .lowerToUser,
            .unpublishBackend,
            .wait,
            .help,
            .prompt,
            .quit,
        ] + Command.patternCommands + Command.tableCommands

    /// The command whose words stand at the front, the longest when there are several.
    static func find(_ words: [String]) -> Command? {
        var best: Command?
        for command in commands where words.starts(with: command.words) {
            if command.words.count > best?.words.count ?? 0 { best = command }
        }
        return best
    }

    /// Runs what a client typed; `answered` gets the answer.
    static func run(
        _ text: CommandText, _ api: RuntimeAPI, _ session: CommandSession, answered: @escaping (AnswerSource) -> Void
    ) {
        guard !text.words.isEmpty else { return answered(.empty) }
        guard let command = find(text.words) else {
            let message = PlannedCommand.message(text.words) ?? CommandHelp.unknown(text.words)
            return answered(AnswerSource(Severity.information.prefix(session.severityOutput) + message))
        }
        let request = CommandRequest(command, text, api, session, answered: answered)
        guard request.requires(command.level) else { return }
        command.run(request)
    }
}
