import EventLoop
import HTTP
import Memory
import Samples

/// What a check makes of an answer.
extension CheckRun {
    func judge(_ expectation: CheckExpectation) -> CheckVerdict {
        plan.kind == .http ? judgeResponse(expectation) : judgeBytes(expectation)
    }

    // MARK: Bytes

    private func judgeBytes(_ expectation: CheckExpectation) -> CheckVerdict {
        guard let input, !input.isEmpty else { return judgeNothing(expectation) }
        if case .reply(let reply) = expectation.match { return reply.read(input.view(from: input.start), isComplete) }
        if !isComplete, input.count < expectation.leastBytes { return .undecided }
        let verdict = evaluate { evaluation -> CheckVerdict? in
            do throws(CheckMatchFailure) {
                let isMatch = try expectation.match.matches(input.view(from: input.start), evaluation)
                if !isMatch, !isComplete, !expectation.isHasty { return .undecided }
                if isMatch != expectation.isInverse { return passed(expectation, code: 0, evaluation) }
                return .failed(
                    expectation.errorStatus, code: code(expectation, 0, evaluation),
                    text: failureText(expectation, evaluation) {
                        "TCPCHK \(isMatch ? "matched unwanted content" : "did not match content") "
                            + "\(expectation.match.name)\(atStep)"
                    })
            } catch {
                return .failed(expectation.errorStatus, text: error.text)
            }
        }
        return verdict ?? .undecided
    }

    private func judgeNothing(_ expectation: CheckExpectation) -> CheckVerdict {
        guard isComplete else { return .undecided }
        if let broken { return broken }
        if case .reply(let reply) = expectation.match { return reply.read(.empty, true) }
        return evaluate { evaluation in
            .failed(
                expectation.errorStatus,
                text: failureText(expectation, evaluation) { "TCPCHK got an empty response\(atStep)" })
        } ?? .undecided
    }

    /// The verdict when the connection was cut off.
    private var broken: CheckVerdict? {
        guard failure != 0 else { return nil }
        return .failed(.socketError, text: SystemError(failure, "recv").reason + placeOfFailure)
    }

    private var atStep: String { step.map { $0.number > 0 ? " at step \($0.number)" : "" } ?? "" }

    // MARK: HTTP

    private func judgeResponse(_ expectation: CheckExpectation) -> CheckVerdict {
        guard let context, let input, let task, !input.isEmpty || response.message != nil else {
            return isComplete ? broken ?? .failed(.layer7Response, text: "") : .undecided
        }
        response.parse(input, task.proxy.settings.responseLimits, hasNoBody: expectsNoBody, context)
        guard response.progress == .complete, let message = response.message else {
            if response.progress == .incomplete, !isComplete { return .undecided }
            return broken ?? .failed(.layer7Response, text: "")
        }
        let status = Int(message.status)
        if plan.disablesOn404, status == 404 { return .finished(.layer7Conditional, code: status, text: "") }
        return evaluate { self.judge(message, status, input, expectation, $0) } ?? .undecided
    }

    private func judge(
        _ message: Message, _ status: Int, _ input: Buffer, _ expectation: CheckExpectation,
        _ evaluation: StreamEvaluation
    ) -> CheckVerdict {
        let isMatch: Bool
        switch expectation.match {
        case .statuses(let ranges): isMatch = ranges.contains { $0.contains(status) }
        case .statusExpression(let expression):
            let text = evaluation.write { $0.append(decimal: UInt64(status)) } ?? .empty
            isMatch = evaluation.matches(expression, text)
        case .header(let header): isMatch = header.matches(message, evaluation)
        default: return judgeBody(expectation, status, input, evaluation)
        }
        if isMatch != expectation.isInverse { return passed(expectation, code: status, evaluation) }
        return .failed(
            expectation.errorStatus ?? .layer7Status, code: code(expectation, status, evaluation),
            text: failureText(expectation, evaluation) {
                let reason = message.arena?.view(of: message.reason).bytes ?? []
                return String(decoding: reason, as: UTF8.self)
            })
    }

    private func judgeBody(
        _ expectation: CheckExpectation, _ status: Int, _ input: Buffer, _ evaluation: StreamEvaluation
    ) -> CheckVerdict {
        let body = evaluation.body(ofResponse: true) ?? .empty
        let isWhole = isComplete || response.hasWholeBody(input)
        if !isWhole, body.count < max(1, expectation.leastBytes) { return .undecided }
        let failure: String
        do throws(CheckMatchFailure) {
            if body.isEmpty { throw CheckMatchFailure(text: "HTTP content check could not find a response body") }
            let isMatch = try expectation.match.matches(body, evaluation)
            if !isMatch, !isWhole, !expectation.isHasty { return .undecided }
            if isMatch != expectation.isInverse { return passed(expectation, code: status, evaluation) }
            failure = isMatch ? "HTTP check matched unwanted content" : "HTTP content check did not match"
        } catch {
            failure = error.text
        }
        return .failed(
            expectation.errorStatus, code: code(expectation, status, evaluation),
            text: failureText(expectation, evaluation) { failure })
    }

    // MARK: Results

    private var isAtLastStep: Bool { position + 1 == plan.steps.count }

    private func passed(
        _ expectation: CheckExpectation, code usual: Int, _ evaluation: StreamEvaluation
    ) -> CheckVerdict {
        guard isAtLastStep else { return .passed }
        let text = expectation.onSuccess.map { self.text(of: $0, evaluation) } ?? (plan.namesSteps ? "(tcp-check)" : "")
        return .finished(
            expectation.okStatus ?? .layer7OK, code: code(expectation, usual, evaluation), text: text)
    }

    private func code(_ expectation: CheckExpectation, _ usual: Int, _ evaluation: StreamEvaluation) -> Int {
        guard let expression = expectation.statusCode else { return usual }
        guard case .integer(let number)? = expression.evaluate(evaluation)?.cast(to: .integer, evaluation) else {
            return usual
        }
        return Int(clamping: number)
    }

    private func failureText(
        _ expectation: CheckExpectation, _ evaluation: StreamEvaluation, _ usual: () -> String
    ) -> String {
        let text = expectation.onError.map { self.text(of: $0, evaluation) } ?? usual()
        return text + (step?.comment.map { " comment: \($0)" } ?? "")
    }

    private func text(of format: LogFormat, _ evaluation: StreamEvaluation) -> String {
        String(decoding: format.evaluate(evaluation)?.bytes ?? [], as: UTF8.self)
    }

    // MARK: Agents

    /// The first line that an agent sends; without its end it is none.
    func judgeAgentLine() -> CheckVerdict {
        let view = input.map { $0.view(from: $0.start) } ?? .empty
        guard let end = (0..<view.count).first(where: { view.byte(at: $0) == 10 || view.byte(at: $0) == 13 }) else {
            guard isComplete else { return .undecided }
            if let broken, view.isEmpty { return broken }
            return view.isEmpty
                ? .failed(.layer7Response, text: "TCPCHK got an empty response at step 2")
                : .failed(.layer7Timeout, text: "Ignoring incomplete line from agent")
        }
        return .answered(view.slice(0, end).bytes)
    }

    /// What an agent has sent is no line, when the time is over.
    var agentLeftovers: String? {
        guard let task, task.isAgent, input?.isEmpty == false else { return nil }
        return "Ignoring incomplete line from agent"
    }
}
