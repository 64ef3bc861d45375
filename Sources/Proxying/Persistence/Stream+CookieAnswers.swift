import HTTP
import Memory
import Samples

/// The persistence cookie of a response, and cookies that must not be cached (manual, 4.2 `cookie`, `option checkcache`).
extension Stream {
    /// Does to a response's cookies what the backend wants, behind the rules of `http-response`; false when the exchange is over.
    func finishCookies(_ evaluation: StreamEvaluation) -> Bool {
        guard let response, let backend, let server else { return true }
        let setsCookie = response.headers.first(.setCookie) != nil
        let checks = setsCookie && backend.options.contains(.checkCache)
        let isCacheable = (checks || backend.wantsNoCache) && Cacheability(response, summary.sentMethod).isGiven
        if let cookies = backend.cookies, !sticky.isIgnored {
            let table = cookies { $0.table }
            let isDone = cookies { cookies in
                table { table in
                    let own = table.value(of: server.index)
                    return edit(response, cookies, own, evaluation)
                        && insert(response, cookies, own, evaluation, isCacheable)
                }
            }
            guard isDone else {
                rulesFailed()
                return false
            }
        }
        guard checks, isCacheable else { return true }
        refuseCacheable(server, backend)
        return false
    }

    /// A cookie that caches would give to others does not pass.
    private func refuseCacheable(_ server: ServerShare, _ backend: BackendShare) {
        countDenial(ofResponse: true)
        let name = backend.proxy.settings.name
        context.log(
            backend.proxy, .alert,
            "Blocking cacheable cookie in response from instance \(name), server \(server.state.name).")
        note(.proxy)
        dropBack()
        answer(502)
    }

    /// What becomes of the server's own cookie of that name; false without room.
    private func edit(
        _ response: Message, _ cookies: CookieShare, _ own: ByteView?, _ evaluation: StreamEvaluation
    ) -> Bool {
        let settings = cookies.settings
        return response.replaceValues(named: Self.setCookie.view) { value in
            var walk = CookieWalk(value, hasAttributes: true)
            guard let element = walk.nextElement(), element.isCookie, element.name.equals(cookies.name.view) else {
                return .keep
            }
            sticky.answer = .provided
            if settings.options.contains(.preserve) { return .keep }
            if settings.mode == .insert || settings.options.contains(.indirect) && sticky.isDirect {
                sticky.answer = .deleted
                return .remove
            }
            guard settings.mode != .none, let own else { return .keep }
            sticky.answer = .rewritten
            evaluation.begin()
            let text = evaluation.write { out in
                guard out.append(element.name), out.append(61), out.append(own) else { return false }
                guard settings.mode == .prefix else { return out.append(value.slice(element.valueEnd)) }
                return out.append(CookieShare.prefixEnd) && out.append(value.slice(element.valueStart))
            }
            return text.map { .replace($0) } ?? .fail
        }
    }

    /// Tells the client which server it has; false without room.
    private func insert(
        _ response: Message, _ cookies: CookieShare, _ own: ByteView?, _ evaluation: StreamEvaluation,
        _ isCacheable: Bool
    ) -> Bool {
        let settings = cookies.settings
        guard settings.mode == .insert, sticky.answer != .provided,
            !settings.options.contains(.postOnly) || summary.method == .post
        else { return true }
        let now = CookieDate(seconds: context.wallSeconds)
        if sticky.isDirect {
            guard sticky.offer != .none, wantsNewDate(settings, now) else { return true }
        }
        sticky.answer = sticky.isDirect ? .updated : .inserted
        evaluation.begin()
        let text = evaluation.write { out in
            out.append(cookies.name.view) && out.append(61)
                && (own.map { writeValue($0, settings, now, out) } ?? out.append(Self.expired))
                && out.append(cookies.ending.view)
        }
        guard let text, response.addField(Self.setCookie.view, text) else { return false }
        guard settings.options.contains(.noCache), isCacheable else { return true }
        return response.addField(Self.cacheControl.view, Self.private.view)
    }

    /// The dates that a valid cookie came with are not those that it should have.
    private func wantsNewDate(_ settings: CookieSettings, _ now: CookieDate) -> Bool {
        let last = sticky.last.units
        let hasLimit = settings.maximumIdleTime > 0 || settings.maximumLifetime > 0
        if settings.maximumIdleTime > 0 || last != 0, !hasLimit || last < now.units { return true }
        return (settings.maximumLifetime > 0) == (sticky.first.units == 0)
    }

    private func writeValue(_ own: ByteView, _ settings: CookieSettings, _ now: CookieDate, _ out: Buffer) -> Bool {
        guard out.append(own) else { return false }
        guard settings.maximumIdleTime > 0 || settings.maximumLifetime > 0 else { return true }
        guard out.append(CookieShare.dateStart), now.write(into: out) else { return false }
        guard settings.maximumLifetime > 0 else { return true }
        let first = sticky.isDirect && sticky.first.units != 0 ? sticky.first : now
        return out.append(CookieShare.dateStart) && first.write(into: out)
    }

    private static let setCookie = ConstantBytes(Array("set-cookie".utf8))
    private static let cacheControl = ConstantBytes(Array("cache-control".utf8))
    private static let `private` = ConstantBytes(Array("private".utf8))
    private static let expired: StaticString = "; Expires=Thu, 01-Jan-1970 00:00:01 GMT"

    // MARK: Logs

    /// Appends the last two letters of the termination state.
    func writeCookieState(into out: Buffer) -> Bool {
        let cookies = backend.map { $0.proxy.cookies } ?? session.frontend.proxy.cookies
        guard cookies?.settings.isTold == true else { return out.append("--") }
        return out.append(sticky.offer.rawValue) && out.append(sticky.answer.rawValue)
    }
}
