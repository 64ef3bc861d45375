extension Generation {
    /// What is done to check a server.
    func checkPlan(of server: ServerState, in proxy: Proxy) -> CheckPlan? {
        guard let name = server.settings.check.sectionName else { return proxy.settings.checkPlan }
        return checkSections[name]
    }
}
