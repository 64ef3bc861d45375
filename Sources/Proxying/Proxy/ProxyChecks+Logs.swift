import Configuration
import Samples

/// What logs say, where that cannot be.
extension ProxyChecks {
    func checkLogs(_ proxy: ProxyBuilder) {
        guard proxy.settings.isFrontend, proxy.settings.mode == .tcp else { return }
        fallBack(proxy)
        let log = proxy.settings.accessLog
        refuse(log.format, "log-format", log.formatLine)
        refuse(log.errorFormat, "error-log-format", log.errorLine)
        refuse(log.structuredData, "log-format-sd", log.dataLine)
    }

    /// The formats of options speak of HTTP; there is one for TCP.
    private func fallBack(_ proxy: ProxyBuilder) {
        let settings = proxy.settings
        guard let line = settings.accessLog.formatLine, settings.accessLog.formatKeyword.hasPrefix("option http") else {
            return
        }
        diagnostics.add(
            line.diagnostic(
                .warning,
                "'\(settings.accessLog.formatKeyword)' not usable with \(settings.kindName) '\(settings.name)' "
                    + "(needs 'mode http'). Falling back to 'option tcplog'."))
        proxy.settings.accessLog.format = try? Keyword<ProxyBuilder>.compile(
            Word(AccessLogFormat.tcp), line, settings.name, proxy)
    }

    private func refuse(_ format: LogFormat?, _ keyword: String, _ line: ConfigurationLine?) {
        guard let alias = format?.aliasOfHTTP, let line else { return }
        diagnostics.add(
            line.diagnostic(
                .alert, "failed to parse \(keyword) : format alias '\(alias)' is reserved for HTTP mode."))
    }
}
