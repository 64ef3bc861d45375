import Memory
import Testing

@testable import Samples

@Suite struct SampleTests {
    @Test func aSampleKnowsItsType() {
        let text = ConstantBytes(Array("GET".utf8))
        #expect(Sample.boolean(true).type == .boolean)
        #expect(Sample.string(text.view).type == .string)
        #expect(Sample.string(text.view).view?.bytes == Array("GET".utf8))
        #expect(Sample.integer(1).view == nil)
    }
}
