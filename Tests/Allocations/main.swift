// Counts what evaluations take from the heap once everything is warm: nothing. `scripts/allocations` builds this for release, as a
// debug build allocates where the optimizer would not.

import AllocationCounter
import Glibc

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
    for _ in 0..<100 { precondition(subject.run(), "\(subject.name): no result") }
    let before = allocation_count()
    for _ in 0..<rounds { precondition(subject.run(), "\(subject.name): no result") }
    let taken = allocation_count() - before
    print("\(subject.name): \(taken) allocations in \(rounds) rounds")
    if taken > 0 { failures += 1 }
}

// The counter counts.
let before = allocation_count()
free(malloc(100))
precondition(allocation_count() == before + 1, "the counter does not count")
exit(failures == 0 ? 0 : 1)

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
