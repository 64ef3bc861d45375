import Proxying

/// A proxy's table on the statistics page.
struct HTMLTable {
    private let settings: StatisticsSettings
    /// Servers can be chosen and changed.
    private let isAdministered: Bool

    init(_ settings: StatisticsSettings, isAdministered: Bool) {
        self.settings = settings
        self.isAdministered = isAdministered
    }

    /// What ends a proxy's table.
    var end: String {
        guard isAdministered else { return "</table></div></section>\n" }
        let choices = HTMLTable.actions.map { "<option value=\"\($0.rawValue)\">\($1)</option>" }.joined()
        return "</table></div><p><select name=\"action\" aria-label=\"Action for the checked servers\">"
            + "<option value=\"\"></option>\(choices)</select><input type=\"submit\" value=\"Apply\"></p></form></section>\n"
    }

    private static let actions: [(PageForm.Action, String)] = [
        (.ready, "Set state to READY"), (.drain, "Set state to DRAIN"), (.maintenance, "Set state to MAINT"),
        (.forceRunning, "Health: force UP"), (.forceStopping, "Health: force NOLB"),
        (.forceStopped, "Health: force DOWN"), (.disableChecks, "Health: disable checks"),
        (.enableChecks, "Health: enable checks"), (.disableAgent, "Agent: disable checks"),
        (.enableAgent, "Agent: enable checks"), (.forceAgentRunning, "Agent: force UP"),
        (.forceAgentStopped, "Agent: force DOWN"), (.shutDown, "Kill Sessions"),
    ]

    private static let groups: [(String, [String])] = [
        ("Queue", ["Cur", "Max", "Limit"]), ("Session rate", ["Cur", "Max", "Limit"]),
        ("Sessions", ["Cur", "Max", "Limit", "Total", "LbTot", "Last"]), ("Bytes", ["In", "Out"]),
        ("Denied", ["Req", "Resp"]), ("Errors", ["Req", "Conn", "Resp"]), ("Warnings", ["Retr", "Redis"]),
        ("Server", ["Status", "Since", "Wght", "Act", "Bck", "Chk", "Dwn", "Dwntme", "Thrtle"]),
    ]

    /// The head of the table whose first row this is.
    func heading(_ row: StatisticsRow) -> String {
        let name = HTMLText.escaped(row.text(.proxyName))
        var head = "<section><h2 id=\"\(name)\"><a href=\"#\(name)\">\(name)</a> <small>\(row.text(.mode))"
        if settings.showsLegends { head += " · id \(row.proxy)" }
        head += "</small></h2>"
        if isAdministered { head += "<form method=\"post\"><input type=\"hidden\" name=\"b\" value=\"#\(row.proxy)\">" }
        head += "<div class=\"scroll\"><table><thead><tr><th rowspan=\"2\"></th>"
        for (group, columns) in HTMLTable.groups {
            head += "<th class=\"g\" colspan=\"\(columns.count)\">\(group)</th>"
        }
        if settings.showsModules { head += "<th class=\"g\" rowspan=\"2\">Modules</th>" }
        head += "</tr><tr>"
        for (_, columns) in HTMLTable.groups {
            for (index, column) in columns.enumerated() {
                head += "<th\(index == 0 ? " class=\"g\"" : "")>\(column)</th>"
            }
        }
        return head + "</tr></thead>\n"
    }

    /// One row.
    func line(_ row: StatisticsRow) -> String {
        let state = HTMLTable.state(row)
        var cells = "<tr class=\"\(row.kind.name.lowercased())\"><th>\(choice(row))\(title(row))</th>"
        cells += counts(row, [.currentQueue, .maximumQueue, .queueLimit])
        cells += counts(row, [.rate, .maximumRate, .rateLimit])
        cells += counts(row, [.currentSessions, .maximumSessions, .sessionLimit])
        cells += cell(HTMLText.grouped(row.text(.sessions)), details: sessionDetails(row))
        cells += counts(row, [.selections], startsGroup: false)
        cells += cell(ago(row[.lastSession]), details: timeDetails(row))
        cells += size(row[.bytesIn], startsGroup: true) + size(row[.bytesOut], startsGroup: false)
        cells += counts(row, [.deniedRequests, .deniedResponses])
        cells += counts(row, [.requestErrors, .connectionErrors, .responseErrors], warns: true)
        cells += counts(row, [.retries, .redispatches], warns: true)
        let checks = checkDetails(row)
        cells += checks.isEmpty ? "<td class=\"g l\">" : "<td class=\"g l t\" title=\"\(checks)\">"
        cells += "<span class=\"pill \(state)\">\(HTMLText.escaped(row.text(.status)))</span></td>"
        cells += cell(ago(row[.lastChange]))
        cells += counts(row, [.weight, .activeServers, .backupServers, .failedChecks, .downs], startsGroup: false)
        cells += cell(ago(row[.downtime])) + cell(row[.throttle].map { $0.text + "%" } ?? "")
        if settings.showsModules { cells += modules(row) }
        return cells + "</tr>\n"
    }

    // MARK: Cells

    /// A box to choose a server by.
    private func choice(_ row: StatisticsRow) -> String {
        guard isAdministered, case .server = row.kind else { return "" }
        return "<input type=\"checkbox\" name=\"s\" value=\"\(HTMLText.escaped(row.text(.serviceName)))\"> "
    }

    private func title(_ row: StatisticsRow) -> String {
        let name =
            switch row.kind {
            case .frontend: "Frontend"
            case .backend: "Backend"
            case .server, .listener: HTMLText.escaped(row.text(.serviceName))
            }
        guard settings.showsLegends else { return name }
        var facts = row.kind == .server || row.kind == .listener ? ["id \(row.identifier)"] : []
        for column in [.address, .cookie, .algorithm] as [StatisticsColumn] where !row.text(column).isEmpty {
            facts.append(HTMLText.escaped(row.text(column)))
        }
        return facts.isEmpty ? name : "\(name)<small>\(facts.joined(separator: " · "))</small>"
    }

    /// Plain numbers, side by side.
    private func counts(
        _ row: StatisticsRow, _ columns: [StatisticsColumn], startsGroup: Bool = true, warns: Bool = false
    ) -> String {
        var cells = ""
        for (index, column) in columns.enumerated() {
            let text = row.text(column)
            var classes = index == 0 && startsGroup ? ["g"] : []
            if warns, !text.isEmpty, text != "0" { classes.append("w") }
            if text == "0" { classes.append("z") }
            cells += classes.isEmpty ? "<td>" : "<td class=\"\(classes.joined(separator: " "))\">"
            cells += HTMLText.grouped(text) + "</td>"
        }
        return cells
    }

    private func cell(_ text: String, details: String = "") -> String {
        details.isEmpty ? "<td>\(text)</td>" : "<td class=\"t\" title=\"\(details)\">\(text)</td>"
    }

    private func size(_ value: MetricValue?, startsGroup: Bool) -> String {
        let start = startsGroup ? "<td class=\"g\"" : "<td"
        guard case .long(let bytes)? = value else { return start + "></td>" }
        return start + " title=\"\(bytes) bytes\">\(HTMLText.size(bytes))</td>"
    }

    private func ago(_ value: MetricValue?) -> String {
        guard let text = value?.text, let seconds = Int64(text) else { return "" }
        return seconds < 0 ? "–" : HTMLText.duration(seconds)
    }

    private func sessionDetails(_ row: StatisticsRow) -> String {
        list(
            row,
            [
                ("requests", .requests), ("1xx", .informational), ("2xx", .successful), ("3xx", .redirecting),
                ("4xx", .clientErrors), ("5xx", .serverErrors), ("other", .otherResponses),
                ("intercepted", .intercepted), ("client aborts", .clientAborts), ("server aborts", .serverAborts),
            ])
    }

    private func timeDetails(_ row: StatisticsRow) -> String {
        list(
            row,
            [
                ("mean queue ms", .queueTime), ("connect ms", .connectTime), ("response ms", .responseTime),
                ("total ms", .totalTime),
            ])
    }

    /// What checks and the agent said last.
    private func checkDetails(_ row: StatisticsRow) -> String {
        list(
            row,
            [
                ("check", .checkStatus), ("code", .checkCode), ("ms", .checkDuration), ("said", .lastCheck),
                ("agent", .agentStatus), ("agent said", .lastAgentCheck), ("tracks", .tracked),
            ])
    }

    /// `stats show-modules`: what the protocols and connection pools count.
    private func modules(_ row: StatisticsRow) -> String {
        let details = list(
            row,
            [
                ("HTTP/1 sessions", .http1Sessions), ("HTTP/1 requests", .http1Requests),
                ("other sessions", .otherSessions), ("connections", .connections),
                ("attempts to connect", .connectAttempts),
                ("reused connections", .reuses), ("idle connections", .idleConnections),
                ("connections in use", .usedConnections), ("failed rewrites", .failedRewrites),
                ("internal errors", .internalErrors),
            ])
        return "<td class=\"g t l\" title=\"\(details)\">\(details.isEmpty ? "" : "details")</td>"
    }

    private func list(_ row: StatisticsRow, _ columns: [(String, StatisticsColumn)]) -> String {
        columns.compactMap { name, column in row[column].map { "\(name): \(HTMLText.escaped($0.text))" } }
            .joined(separator: "&#10;")
    }

    /// The class that colours a row's state.
    static func state(_ row: StatisticsRow) -> String {
        let status = row.text(.status)
        if status.hasPrefix("MAINT") || status == "PAUSED" || status == "STOP" { return "maint" }
        if status.hasPrefix("DOWN") || status == "FULL" { return "down" }
        if status.hasPrefix("DRAIN") || status == "NOLB" { return "drain" }
        return status == "no check" ? "plain" : "up"
    }
}
