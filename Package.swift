// swift-tools-version: 6.2
import PackageDescription

// The fuzz program links libFuzzer and instruments all modules; `scripts/fuzz` asks for it and builds in a folder of its own.
let isFuzzing = Context.environment["APUS_FUZZ"] != nil

// Dynamic exclusivity checks stay on in debug builds, which the tests use; docs/decisions/0002 says what they cost.
let swift: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : [])

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: swift)
}

let fuzzProgram: [Target] =
    isFuzzing
    ? [
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Sources/fuzz", swiftSettings: swift,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
    ] : []

let package = Package(
    name: "apus",
    products: [.executable(name: "apus", targets: ["apus"])],
    targets: [
        .target(name: "CLinux", linkerSettings: [.linkedLibrary("crypt")]),
        .target(name: "COpenSSL"),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .target(name: "CXXHash"),
        module("Memory", ["CLinux"]),
        module("EventLoop", ["Memory", "CLinux"]),
        module("HTTP", ["Memory"]),
        module("DNS", ["Memory"]),
        module("Configuration", ["Memory", "CLinux"]),
        module("Samples", ["HTTP", "Configuration", "Memory", "CLinux", "COpenSSL", "CPCRE2", "CXXHash"]),
        module("Balancing", ["Configuration", "Memory"]),
        module("Transport", ["EventLoop", "Memory", "CLinux"]),
        module(
            "Proxying",
            ["Samples", "Transport", "Balancing", "HTTP", "DNS", "Configuration", "EventLoop", "Memory", "CLinux"]),
        module(
            "Operations",
            ["Proxying", "Samples", "Transport", "Balancing", "HTTP", "Configuration", "EventLoop", "Memory"]),
        module(
            "Supervisor",
            [
                "Operations", "Proxying", "Samples", "Transport", "Balancing", "HTTP", "Configuration", "EventLoop",
                "Memory", "CLinux",
            ]),
        .executableTarget(name: "apus", dependencies: ["Supervisor"], swiftSettings: swift),
        .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
        .executableTarget(
            name: "allocations", dependencies: ["AllocationCounter", "Samples", "HTTP", "Configuration", "Memory"],
            path: "Tests/Allocations", swiftSettings: swift),
        .target(name: "Randomness", path: "Tests/Randomness", swiftSettings: swift),
        tests("MemoryTests", ["Memory", "Randomness"]),
        tests("EventLoopTests", ["EventLoop", "Memory", "CLinux", "Randomness"]),
        tests("HTTPTests", ["HTTP", "Memory"]),
        tests("DNSTests", ["DNS", "Memory"]),
        tests("ConfigurationTests", ["Configuration", "Memory", "Randomness"]),
        tests("SamplesTests", ["Samples", "HTTP", "Configuration", "Memory"]),
        tests("BalancingTests", ["Balancing", "Configuration", "Memory"]),
        tests("TransportTests", ["Transport", "EventLoop", "Memory"]),
        tests("ProxyingTests", ["Proxying", "HTTP", "DNS", "Configuration", "EventLoop", "Memory"]),
        tests("OperationsTests", ["Operations", "Proxying", "Configuration", "Memory"]),
        tests("SupervisorTests", ["Supervisor", "Proxying", "EventLoop"]),
        tests("RulesTests"),
        .target(
            name: "FuzzTargets",
            dependencies: ["Proxying", "Samples", "Transport", "HTTP", "DNS", "Configuration", "Memory"],
            path: "Fuzz/Sources/FuzzTargets", swiftSettings: swift),
        tests("FuzzTests", ["FuzzTargets"]),
    ] + fuzzProgram
)
