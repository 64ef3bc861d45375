/// Where a value comes from and how values of several processes are added up (management guide, 9.2).
struct MetricTags: Sendable, Equatable {
    enum Origin: Character, Sendable {
        case metric = "M"
        case status = "S"
        case key = "K"
        case configuration = "C"
        case product = "P"

        var name: String {
            switch self {
            case .metric: "Metric"
            case .status: "Status"
            case .key: "Key"
            case .configuration: "Config"
            case .product: "Product"
            }
        }
    }

    enum Nature: Character, Sendable {
        case age = "A"
        case average = "a"
        case counter = "C"
        case duration = "D"
        case gauge = "G"
        case limit = "L"
        case maximum = "M"
        case name = "N"
        case output = "O"
        case rate = "R"

        var name: String {
            switch self {
            case .age: "Age"
            case .average: "Avg"
            case .counter: "Counter"
            case .duration: "Duration"
            case .gauge: "Gauge"
            case .limit: "Limit"
            case .maximum: "Max"
            case .name: "Name"
            case .output: "Output"
            case .rate: "Rate"
            }
        }
    }

    enum Scope: Character, Sendable {
        case process = "P"
        case service = "S"

        var name: String {
            switch self {
            case .process: "Process"
            case .service: "Service"
            }
        }
    }

    let origin: Origin
    let nature: Nature
    let scope: Scope
    /// The value may survive a reload.
    let isPersistent: Bool

    /// From the four letters of the typed format, or three for a volatile value.
    init(_ letters: StaticString) {
        let text = Array(letters.description)
        func letter(_ index: Int) -> Character { index < text.count ? text[index] : "?" }
        origin = Origin(rawValue: letter(0)) ?? .metric
        nature = Nature(rawValue: letter(1)) ?? .gauge
        scope = Scope(rawValue: letter(2)) ?? .process
        isPersistent = letter(3) == "P"
    }

    /// `MGPV`
    var letters: String { "\(origin.rawValue)\(nature.rawValue)\(scope.rawValue)\(isPersistent ? "P" : "V")" }

    var json: String {
        "{\"origin\":\"\(origin.name)\",\"nature\":\"\(nature.name)\",\"scope\":\"\(scope.name)\"}"
    }
}
