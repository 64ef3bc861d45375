import Proxying
let a = CommandLine.arguments
runSlice(port: UInt16(a[1])!, origin: UInt16(a[2])!)
