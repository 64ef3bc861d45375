import Glibc
import Testing

@testable import Configuration

@Suite struct ConfigurationSourceTests {
    /// A directory that goes away with this object.
    final class Directory {
        let path: String
        private var files: [String] = []
        private var directories: [String] = []

        init() {
            var template = Array("/tmp/apus-configuration-XXXXXX".utf8CString)
            _ = mkdtemp(&template)
            path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        deinit {
            for file in files { unlink(file) }
            for directory in directories { rmdir(directory) }
            rmdir(path)
        }

        func write(_ name: String, _ text: String) {
            let file = "\(path)/\(name)"
            let descriptor = creat(file, 0o600)
            _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            close(descriptor)
            files.append(file)
        }

        func makeDirectory(_ name: String) {
            mkdir("\(path)/\(name)", 0o700)
            directories.append("\(path)/\(name)")
        }
    }

    @Test func filesOfADirectoryComeInLexicalOrder() {
        let directory = Directory()
        directory.write("b.cfg", "backend b\n")
        directory.write("a.cfg", "backend a\n")
        directory.write("B.cfg", "backend B\n")
        directory.write("10.cfg", "backend 10\n")
        directory.write(".hidden.cfg", "backend hidden\n")
        directory.write("notes.txt", "backend txt\n")
        directory.write("x.cfg~", "backend old\n")
        directory.makeDirectory("sub.cfg")
        let outcome = ConfigurationReaderTests.read([.path(directory.path)])
        #expect(outcome.messages == [])
        #expect(outcome.sections.map(\.name) == ["10", "B", "a", "b"])
        #expect(outcome.sections.first?.location.file == "\(directory.path)/10.cfg")
    }

    @Test func singleFilesNeedNoSuffix() {
        let directory = Directory()
        directory.write("haproxy.conf", "global\n")
        #expect(ConfigurationReaderTests.read([.path("\(directory.path)/haproxy.conf")]).sections.count == 1)
    }

    @Test func filesThatCannotBeOpened() {
        let outcome = ConfigurationReaderTests.read([.path("/nonexistent/x.cfg"), .text("global\n")])
        #expect(
            outcome.diagnostics.rendered(process: 1)
                == "[ALERT]    (1) : config : Cannot open configuration file/directory /nonexistent/x.cfg : "
                + "No such file or directory\n")
        #expect(outcome.sections.count == 1)
    }

    @Test func largeFilesAreReadWhole() {
        let directory = Directory()
        directory.write("big.cfg", "global\n" + String(repeating: " daemon with some words\n", count: 20_000))
        let outcome = ConfigurationReaderTests.read([.path("\(directory.path)/big.cfg")])
        #expect(outcome.sections.first?.lines.count == 20_000)
        #expect(outcome.sections.first?.lines.last?.location.line == 20_001)
    }
}
