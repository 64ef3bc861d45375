// Counts what evaluations take from the heap once everything is warm: nothing. `scripts/allocations` builds this for release, as a
// debug build allocates where the optimizer would not.

import AllocationCounter
import Glibc

func write(_ name: String, _ lines: [String]) throws {
    guard let file = fopen("\(folder)/\(name)", "w") else {
        throw Failure(description: "cannot write \(folder)/\(name)")
    }
    fputs(lines.joined(separator: "\n") + "\n", file)
    fclose(file)
}

struct Failure: Error, CustomStringConvertible {
    let description: String
}

let rounds = 10_000
let folder = "/tmp/allocations-\(getpid())"
mkdir(folder, 0o700)
try write("list", (0..<1000).map { "agent-\($0)" })
try write("map", (0..<1000).map { "host-\($0).example value-\($0)" } + ["www.example.com the-value"])

let bench = try Bench(folder: folder)
unlink("\(folder)/list")
unlink("\(folder)/map")
rmdir(folder)

var failures = 0
for subject in bench.subjects {
    var misses = 0
    for _ in 0..<100 where !subject.run() { misses += 1 }
    let before = allocation_count()
    for _ in 0..<rounds where !subject.run() { misses += 1 }
    let taken = allocation_count() - before
    print("\(subject.name): \(taken) allocations in \(rounds) rounds, \(misses) without a result")
    if taken > 0 || misses > 0 { failures += 1 }
}

// The counter counts.
let before = allocation_count()
let kept = (0..<failures + 10).map { [UInt8](repeating: 1, count: $0 + 1) }
if allocation_count() < before + 10 {
    print("\(kept.count) arrays, but the counter does not count")
    failures += 1
}
exit(failures == 0 ? 0 : 1)
