import EventLoop
import Proxying

extension Command {
    /// `show activity [-1 | 0 | thread_num]`
    static let showActivity = Command(
        "show activity", arguments: "[-1|0|thread_num]",
        summary: "show per-thread activity stats (for support/developers)", level: .operatorLevel
    ) { request in
        let text = request.argument(0)
        guard let choice = text.isEmpty ? -1 : Int(text), choice >= -1, choice <= request.api.inquirer.loopCount else {
            return request.refuse("Thread ID number must be between -1 and nbthread")
        }
        let process = request.api.process
        request.api.inquirer.ask({ $0.report() }) { reports in
            let now = Clock.wall().rawValue
            var answer = "thread_id: 1 (1..\(reports.count))\n"
            answer += "date_now: \(now / 1000).\((now % 1000 * 1000).padded(6))\n"
            let uptime = process.uptime.milliseconds
            answer += "uptime_now: \(uptime / 1000).\((uptime % 1000 * 1000).padded(6))\n"
            answer += line("loops", reports, choice) { $0.figures.turns }
            answer += line("poll_io", reports, choice) { $0.figures.events }
            answer += line("timers", reports, choice) { $0.figures.timers }
            answer += line("sources", reports, choice) { UInt64($0.sources) }
            answer += line("accepted", reports, choice) { report in
                report.proxies.reduce(0) { $0 &+ ($1.frontend?.sessions ?? 0) }
            }
            answer += line("pool_fail", reports, choice) { report in
                report.pools.reduce(0) { $0 &+ UInt64($1.failures) }
            }
            request.answer(answer)
        }
    }

    private static func line(
        _ name: String, _ reports: [LoopReport], _ choice: Int, _ value: (LoopReport) -> UInt64
    ) -> String {
        let values = reports.map(value)
        let total = values.reduce(0, &+)
        switch choice {
        case 0: return "\(name): \(total)\n"
        case 1...: return "\(name): \(choice <= values.count ? values[choice - 1] : 0)\n"
        default:
            return values.count < 2
                ? "\(name): \(total)\n" : "\(name): \(total) [ \(values.map(String.init).joined(separator: " ")) ]\n"
        }
    }
}
