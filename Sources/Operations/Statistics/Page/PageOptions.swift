/// What a reader asks of a statistics page, behind its address: `;csv`, `;up;norefresh`.
struct PageOptions {
    enum Form: Equatable {
        case html, csv, typed, json, schema

        var mediaType: String {
            switch self {
            case .html: "text/html; charset=utf-8"
            case .csv, .typed: "text/plain"
            case .json, .schema: "application/json"
            }
        }
    }

    private(set) var form = Form.html
    private(set) var refreshes = true
    private(set) var onlyUp = false
    private(set) var hidesMaintenance = false
    /// The code of what came of a change.
    private(set) var result: String?
    /// Servers may be changed through the page.
    var isAdministered = false

    /// - Parameter bytes: what follows the page's address in the request's target.
    init(_ bytes: [UInt8]) {
        for word in bytes.split(separator: UInt8(ascii: ";")).map({ String(decoding: $0, as: UTF8.self) }) {
            switch word {
            case "csv": form = .csv
            case "typed": form = .typed
            case "json": form = .json
            case "json-schema": form = .schema
            case "norefresh": refreshes = false
            case "up": onlyUp = true
            case "no-maint": hidesMaintenance = true
            case let text where text.hasPrefix("st="): result = String(text.dropFirst(3))
            default: continue
            }
        }
    }

    /// The options of a page like this one with one of them turned.
    func link(_ change: (inout PageOptions) -> Void) -> String {
        var copy = self
        change(&copy)
        return copy.text
    }

    /// As they stand behind the address.
    private var text: String {
        (onlyUp ? ";up" : "") + (hidesMaintenance ? ";no-maint" : "") + (refreshes ? "" : ";norefresh")
    }

    mutating func toggleDown() { onlyUp.toggle() }
    mutating func toggleRefresh() { refreshes.toggle() }
    mutating func toggleMaintenance() { hidesMaintenance.toggle() }
}
