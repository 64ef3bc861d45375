import Testing

/// Imports point down only. The compiler accepts a transitive import, so this test does not.
struct ImportTests {
    /// What each module may import of ours.
    static let allowed: [String: Set<String>] = [
        "Memory": ["CLinux"],
        "Configuration": ["Memory", "CLinux"],
        "EventLoop": ["Memory", "CLinux"],
        "HTTP": ["Memory", "CLinux"],
        "DNS": ["Memory"],
        "Balancing": ["Configuration", "Memory", "CLinux"],
        "Transport": ["EventLoop", "Memory", "CLinux"],
        "Samples": ["HTTP", "Configuration", "Memory", "CLinux"],
        "Proxying": [
            "Transport", "Balancing", "Samples", "HTTP", "DNS", "Configuration", "EventLoop", "Memory", "CLinux",
        ],
        "Operations": [
            "Proxying", "Transport", "Balancing", "Samples", "HTTP", "DNS", "Configuration", "EventLoop", "Memory",
            "CLinux",
        ],
        "Supervisor": [
            "Operations", "Proxying", "Transport", "Balancing", "Samples", "HTTP", "Configuration", "EventLoop",
            "Memory", "CLinux",
        ],
        "apus": ["Supervisor"],
    ]

    /// What every module may import of others: the system, and the libraries that docs/decisions names.
    static let others: Set<String> = [
        "Glibc", "Synchronization", "Collections", "DequeModule", "HeapModule",
        "COpenSSL", "CXXHash", "CPCRE2", "CNGHTTP2", "CZlib", "CLua",
    ]

    @Test func everyModuleHasARow() {
        for module in Set(Repository.sources.map(\.module)) {
            #expect(Self.allowed[module] != nil, "\(module) is missing in the table of \(#fileID)")
        }
    }

    @Test func importsPointDown() {
        for file in Repository.sources {
            let allowed = Self.allowed[file.module, default: []]
            for (line, name) in file.imports {
                #expect(
                    allowed.contains(name) || Self.others.contains(name),
                    "\(file.path):\(line): \(file.module) may not import \(name)")
            }
        }
    }

    /// Foundation costs memory and start-up time, and its names collide with ours.
    @Test func noFoundation() {
        for file in Repository.sources {
            for (line, name) in file.imports {
                #expect(!name.hasPrefix("Foundation"), "\(file.path):\(line): imports \(name)")
            }
        }
    }
}

extension SourceFile {
    /// The modules that the file imports, with the line of each.
    var imports: [(line: Int, name: String)] {
        code.compactMap { line in
            var words = line.code.split(separator: " ")
            while let first = words.first,
                first.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count > 1 else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
            let path = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return (line.number, String(path.split(separator: ".")[0]))
        }
    }
}
