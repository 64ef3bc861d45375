// Runs one target under libFuzzer: `fuzz TARGET [libFuzzer's arguments]`. SwiftPM renames the main function that
// -sanitize=fuzzer would bring, so libFuzzer's driver is called here.

import FuzzTargets
import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Set once, before the fuzzer starts; its callback is a C function and cannot carry it.
nonisolated(unsafe) private var target: FuzzTarget?

private func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    do {
        try target?.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        fatalError("\(error)")
    }
    return 0
}

/// The target stands first on the command line. Processes that libFuzzer starts itself get its arguments alone, and the
/// target from the environment.
private let variable = "FUZZ_TARGET"
private let named = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.named)
private let inherited = getenv(variable).flatMap { FuzzTarget.named(String(cString: $0)) }

guard let chosen = named ?? inherited else {
    print("usage: fuzz TARGET [ARGUMENT…]; targets:", FuzzTarget.all.map(\.name).joined(separator: " "))
    exit(2)
}
target = chosen
setenv(variable, chosen.name, 1)
private let words = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(named == nil ? 1 : 2)
private var count = Int32(words.count)
private var arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
for (index, word) in words.enumerated() { arguments[index] = strdup(word) }
arguments[words.count] = nil
exit(runFuzzer(&count, &arguments, test))
