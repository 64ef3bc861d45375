import Memory

/// Where the lines of a target go, on one loop.
enum LogSink {
    case channel(Unretained<LogChannel>)
    case ring(Unretained<LogRing>)
    case backend(Unretained<LogBackendShare>)
}
