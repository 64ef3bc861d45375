import Glibc
import Supervisor

exit(Startup.run(CommandLine.arguments))
