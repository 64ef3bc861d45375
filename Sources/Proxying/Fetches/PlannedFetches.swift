import Samples

extension SampleFetch {
    static let planned: [SampleFetch] = []
}
