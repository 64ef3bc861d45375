import Configuration

extension GenerationBuilder {
    /// Sets `fullconn` where it is not said: a tenth of what the frontends admit that may lead to the backend (manual, 4.2).
    func completeFullConnections(_ builder: ProxyBuilder) {
        guard builder.settings.isBackend, builder.settings.fullConnections == 0 else { return }
        let sum = proxies.reduce(0) { sum, other in
            guard other.settings.isFrontend, leads(other, to: builder) else { return sum }
            let own = other.settings.maximumConnections
            let limit = own > 0 ? own : proxyMaximumConnections
            let (total, overflow) = sum.addingReportingOverflow(limit > 0 ? limit : global.settings.maximumConnections)
            return overflow ? sum : total
        }
        builder.settings.fullConnections = (sum + 9) / 10
    }

    private func leads(_ frontend: ProxyBuilder, to backend: ProxyBuilder) -> Bool {
        let name = backend.settings.name
        return frontend === backend || frontend.settings.defaultBackend == name
            || frontend.switchingLines.contains { $0.name == name }
    }
}
