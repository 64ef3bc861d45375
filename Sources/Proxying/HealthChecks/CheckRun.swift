import EventLoop
import Glibc
import HTTP
import Memory
import Samples
import Transport

/// One check under way: it walks the steps of its plan over one connection after the other.
///
/// A loop reuses these objects; one in the pool refers to nothing. A buffer is held only while something is sent or received.
final class CheckRun: ConnectionOwner, SocksClient {
    var task: CheckTask?
    private var index: Int32 = -1
    private(set) unowned(unsafe) var runner: CheckRunner?
    var connection: Connection?
    /// The place of the step at work.
    private(set) var position = 0
    private var began = Milliseconds.zero
    /// When the time for all of it is over.
    private var end = Milliseconds.never
    /// The kernel tells what happens to the connection.
    var isWatched = false
    var input: Buffer?
    var output: Buffer?
    /// Of a socket that the next check may have.
    var reusedFamily: SocketAddress.Family?
    /// The connection is there, but only to a proxy so far.
    var asksProxy = false
    /// The connection is one that traffic may use, before this check or after it; nil for one of its own.
    var pooled: PooledCheck?
    /// An idle connection has failed it.
    var avoidsPool = false
    /// What the server sent is whole: it has closed, or there is no more room.
    var isComplete = false
    /// Why the connection broke; 0 when it did not.
    var failure: Int32 = 0
    /// The last step that was done expected something: what it saw is still here for the next one.
    private var keepsInput = false
    var response = CheckResponse()
    var variables: VariableStore?
    /// What a HEAD request is answered with has no body.
    var expectsNoBody = false

    // MARK: Beginning and end

    func begin(_ task: CheckTask, at index: Int32, _ runner: CheckRunner) {
        self.task = task
        self.index = index
        self.runner = runner
        began = runner.context.now
        avoidsPool = false
        restart()
    }

    func restart() {
        position = 0
        advance()
    }

    var context: LoopContext? { runner?.context }

    var plan: CheckPlan { task?.plan ?? .connection }

    var step: CheckStep? { position < plan.steps.count ? plan.steps[position] : nil }

    /// Ends the check with what it found out.
    func finish(_ result: CheckResult) { finish(.result(result)) }

    func finish(_ ending: CheckEnding) {
        guard let runner, let task else { return }
        self.runner = nil
        self.task = nil
        closeConnection(runner)
        if let variables = variables.take() { runner.context.give(variables) }
        var ending = ending
        let duration = runner.context.now - began
        switch ending {
        case .result(var result):
            result.duration = duration
            ending = task.isAgent ? .agent(.failure(result)) : .result(result)
        case .agent(.line(let line, _)): ending = .agent(.line(line, duration: duration))
        case .agent(.failure): break
        }
        let index = index
        runner.context.checks.give(self)
        runner.ended(index, task, ending)
    }

    /// Ends what the last connection has left.
    func closeConnection(_ runner: CheckRunner) {
        let isClean = pooled != nil && leavesConnectionClean
        giveBuffers(runner.context)
        isComplete = false
        failure = 0
        isWatched = false
        asksProxy = false
        let pooled = pooled.take()
        guard let connection = connection.take() else { return }
        runner.context.connections.drop()
        if let pooled { return pooled.end(connection, isClean: isClean) }
        guard let family = reusedFamily, !connection.isClosed else { return connection.close() }
        runner.sockets.give(connection.detach(), family)
    }

    func giveBuffers(_ context: LoopContext) {
        response.end(context)
        if let input = input.take() { context.give(input) }
        if let output = output.take() { context.give(output) }
    }

    // MARK: Events

    override func connectionReady() {
        guard let connection, !connection.isClosed else { return }
        if connection.isConnecting { return finishConnecting(connection) }
        advance()
    }

    override func connectionExpired() { timedOut() }

    func stepDone() { position += 1 }

    /// Does steps until one has to wait, or all are done.
    func advance() {
        while let step {
            guard perform(step) else { return }
            switch step.action {
            case .expect, .expectAgentLine: keepsInput = true
            case .setVariable: break
            default: keepsInput = false
            }
            stepDone()
        }
        guard flush() else { return }
        succeed()
    }

    /// Does one step; false when it waits, or when the check is over.
    private func perform(_ step: CheckStep) -> Bool {
        switch step.action {
        case .connect(let connect): return flush() && self.connect(connect)
        case .send(let message): return send(message)
        case .request(let request): return send(request)
        case .sendAgentMessage: return sendAgentMessage()
        case .setVariable(let variable):
            set(variable)
            return true
        case .expect(let expectation): return flush() && expect { self.judge(expectation) }
        case .expectAgentLine: return flush() && expect { self.judgeAgentLine() }
        }
    }

    /// A send step begins: what an earlier one has received counts no more.
    func forgetInput() {
        guard let context, keepsInput else { return }
        keepsInput = false
        response.end(context)
        if let input = input.take() { context.give(input) }
    }

    // MARK: Time

    /// The time for a connection begins.
    func startConnecting() {
        guard let task, let context else { return }
        end = context.now + task.connectTimeout
    }

    /// The connection is there.
    func startExchange() {
        guard let task, let context, let timeout = task.exchangeTimeout else { return }
        end = context.now + timeout
        connection?.setDeadline(end)
    }

    var deadline: Milliseconds { end }

    // MARK: Results

    private func succeed() {
        guard !plan.endsWithConnection else { return finish(CheckResult(.passed, .layer4OK)) }
        finish(CheckResult(.passed, .layer7OK, text: plan.namesSteps ? "(tcp-check)" : ""))
    }

    /// Ends the check because of the step at work.
    func fail(_ status: CheckStatus, code: Int = 0, _ text: String) {
        finish(CheckResult(status.outcome, status, code: code, text: text))
    }

    private func timedOut() {
        guard let connection else { return }
        if connection.isConnecting, !asksProxy { return fail(.layer4Timeout, placeOfFailure) }
        var status = CheckStatus.layer7Timeout
        if case .expect(let expectation)? = step?.action { status = expectation.timeoutStatus }
        fail(status, agentLeftovers ?? placeOfFailure)
    }

    /// Where in the rules the check stands, for results: ` at step 2 of tcp-check (expect string 'OK')`.
    var placeOfFailure: String {
        guard plan.namesSteps, let step else { return "" }
        guard step.number > 0 else { return " at initial connection step of tcp-check" }
        let comment = step.comment.map { " comment: '\($0)'" } ?? ""
        return " at step \(step.number) of tcp-check (\(step.summary))\(comment)"
    }
}

extension CheckStatus {
    /// What a check that ends so means for its server.
    var outcome: CheckResult.Outcome {
        switch self {
        case .layer4OK, .layer6OK, .layer7OK, .processOK: .passed
        case .layer7Conditional: .passedConditionally
        default: .failed
        }
    }
}
