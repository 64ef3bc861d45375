import HTTP
import Memory

/// What a fetch looks for in the headers of a message. A row's check prepares it when the configuration is read, so that a
/// well-known name is a number and no text is compared.
struct HeaderLookup {
    /// In lower case; empty for any header.
    let name: ByteView
    let number: HeaderName
    let side: MessageSide

    /// Positions in the arguments that checks write to.
    static let numberArgument = 2
    static let sideArgument = 3
    /// How far back from the last value an occurrence may be.
    static let furthestOccurrence: Int64 = -10

    init(_ arguments: StepArguments) {
        name = arguments.text(0)
        number = HeaderName(rawValue: UInt8(truncatingIfNeeded: arguments.integer(Self.numberArgument))) ?? .other
        side = MessageSide(arguments, at: Self.sideArgument)
    }

    /// The check of a row that looks at one side.
    static func check(for side: MessageSide) -> SampleFetch.Check { { try prepare(&$0, for: side) } }

    /// Checks the arguments `<name>,<occurrence>`.
    static func prepare(_ arguments: inout PreparedArguments, for side: MessageSide) throws {
        let name = arguments.bytes(0).map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
        guard arguments.integer(1) >= furthestOccurrence else {
            throw arguments.refuse("header occurrence must be >= \(furthestOccurrence).")
        }
        arguments.set(name, at: 0)
        let number = HeaderName.identify(name.span, 0..<name.count)
        arguments.set(Int64(number.rawValue), at: numberArgument)
        arguments.set(side.rawValue, at: sideArgument)
    }

    @inline(__always)
    func matches(_ field: HeaderField, in arena: Buffer) -> Bool {
        if field.isRemoved { return false }
        if number != .other { return field.name == number }
        return name.isEmpty || arena.view(of: field.nameSlice).equals(name)
    }

    /// How many values there are.
    func count(_ evaluation: Evaluation, splitting: Bool) -> Int? {
        evaluation.with(side) { message, arena in
            var count = 0
            for field in message.headers.fields where matches(field, in: arena) {
                count &+= splitting ? ListElement.count(in: arena.view(of: field.valueSlice)) : 1
            }
            return count
        }
    }

    /// The value of an occurrence, counted from 1 at the beginning or from -1 at the end. For 0 it is the last one, or each in turn
    /// where every value is tried.
    ///
    /// - Parameter splitting: Elements of lists are values, not whole headers.
    @inline(__always)
    func value(_ occurrence: Int64, _ evaluation: Evaluation, splitting: Bool) -> ByteView? {
        evaluation.with(side) { message, arena in
            let fields = message.headers.fields
            if occurrence == 0, evaluation.triesEveryValue { return next(fields, arena, evaluation, splitting) }
            if occurrence > 0 { return first(Int(occurrence), fields, arena, splitting) }
            return last(occurrence == 0 ? 1 : Int(clamping: occurrence.magnitude), fields, arena, splitting)
        }
    }

    private func next(
        _ fields: ContiguousArray<HeaderField>, _ arena: Buffer, _ evaluation: Evaluation, _ splitting: Bool
    ) -> ByteView? {
        // The field's number and the position in its value.
        var index = evaluation.cursor >> 32
        var start = evaluation.cursor & 0xffff_ffff
        while index < fields.count {
            // bounded: checked here
            if matches(fields[index], in: arena) {
                let value = arena.view(of: fields[index].valueSlice)
                let element = splitting ? ListElement(of: value, at: start) : nil
                evaluation.continue(at: element?.next.map { index << 32 | $0 } ?? (index &+ 1) << 32)
                return element?.view ?? value
            }
            index &+= 1
            start = 0
        }
        return nil
    }

    private func first(
        _ occurrence: Int, _ fields: ContiguousArray<HeaderField>, _ arena: Buffer, _ splitting: Bool
    ) -> ByteView? {
        var missing = occurrence
        for field in fields where matches(field, in: arena) {
            let value = arena.view(of: field.valueSlice)
            let count = splitting ? ListElement.count(in: value) : 1
            if missing <= count { return splitting ? ListElement.element(missing &- 1, of: value) : value }
            missing &-= count
        }
        return nil
    }

    private func last(
        _ occurrence: Int, _ fields: ContiguousArray<HeaderField>, _ arena: Buffer, _ splitting: Bool
    ) -> ByteView? {
        var missing = occurrence
        for index in fields.indices.reversed() where matches(fields[index], in: arena) {
            let value = arena.view(of: fields[index].valueSlice)
            guard splitting else {
                if missing == 1 { return value }
                missing &-= 1
                continue
            }
            // The last of a value is found without counting.
            if missing == 1 { return ListElement.element(.max, of: value) }
            let count = ListElement.count(in: value)
            if missing <= count { return ListElement.element(count &- missing, of: value) }
            missing &-= count
        }
        return nil
    }
}
