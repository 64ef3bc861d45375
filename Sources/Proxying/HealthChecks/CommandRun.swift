import EventLoop
import Glibc
import Memory

/// One external check under way: a process that the loop watches without waiting for it.
final class CommandRun: EventSource {
    private let task: CheckTask
    private let index: Int32
    private let runner: CheckRunner
    private let began: Milliseconds
    private var process: ExternalCommand.Process?
    private var isOverdue = false

    init(_ task: CheckTask, at index: Int32, _ runner: CheckRunner) {
        self.task = task
        self.index = index
        self.runner = runner
        began = runner.context.now
        super.init()
    }

    private var loop: Loop { runner.context.loop }

    func begin(_ command: ExternalCommand) {
        guard runner.settings.allowsProcesses else {
            return end(CheckResult(.failed, .socketError, text: "'insecure-fork-wanted' is not set"))
        }
        let started = command.start(
            for: task, connections: task.server.slot.served, keepsEnvironment: runner.settings.keepsEnvironment)
        switch started {
        case .failure(let error): end(CheckResult(.failed, .processError, code: 255, text: error.reason))
        case .success(let process):
            self.process = process
            do throws(SystemError) {
                try loop.register(self, descriptor: process.descriptor, .reading)
            } catch {
                finish(process, wait: true)
                return end(CheckResult(.failed, .socketError, text: error.reason))
            }
            loop.setDeadline(self, began + task.interval)
        }
    }

    /// The process has ended.
    override func ready(_ readiness: Readiness) {
        guard let process, let status = finish(process, wait: false) else { return }
        if isOverdue { return end(CheckResult(.failed, .processTimeout)) }
        // The parts of a status of wait(2): a signal, or what the process gave to exit(3).
        let code = status & 0x7f == 0 ? Int(status >> 8 & 0xff) : -1
        end(code == 0 ? CheckResult(.passed, .processOK) : CheckResult(.failed, .processError, code: code))
    }

    /// What it started ends with it.
    override func expired() {
        guard let process else { return }
        isOverdue = true
        kill(-process.number, SIGKILL)
    }

    /// Takes the status of a process that has ended and lets go of it; nil when it has not.
    @discardableResult
    private func finish(_ process: ExternalCommand.Process, wait: Bool) -> Int32? {
        var status: Int32 = 0
        if wait { kill(-process.number, SIGKILL) }
        guard waitpid(process.number, &status, wait ? 0 : WNOHANG) == process.number else { return nil }
        loop.unregister(self)
        close(process.descriptor)
        self.process = nil
        return status
    }

    private func end(_ result: CheckResult) {
        var result = result
        result.duration = runner.context.now - began
        runner.ended(index, task, .result(result))
    }
}
