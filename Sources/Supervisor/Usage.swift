/// The help that a wrong command line gets.
enum Usage {
    private static let text = """
        Usage : apus [-f <cfgfile|cfgdir>]* [ -vdVD ] [ -n <maxconn> ] [ -N <maxpconn> ]
                [ -p <pidfile> ] [ -m <max megs> ] [ -C <dir> ] [-- <cfgfile>*]
                -v displays version ; -vv shows known build options.
                -d enters debug mode ; -db only disables background mode.
                -dM[<byte>,help,...] debug memory (accepted, without effect)
                -V enters verbose mode (disables quiet mode)
                -D goes daemon ; -C changes to <dir> before loading files.
                -q quiet mode : don't display messages
                -c check mode : only check config files and exit
                -cc check condition : evaluate a condition and exit
                -n sets the maximum total # of connections (uses ulimit -n)
                -m limits the usable amount of memory (in MB)
                -N sets the default, per-proxy maximum # of connections (0)
                -L set local peer name (default to hostname)
                -p writes pids of all children to this file
                -4 resolves names to IPv4 addresses only ; -6 to IPv6 addresses only
                -dD diagnostic mode : warn about suspicious configuration statements
                -dc shows the processors, which of them are used, and what threads are bound to
                -dF disables fast-forward ; -dZ zero-copy forwarding ; -dS splice usage
                -dK{class[,...]} dump registered keywords (use 'help' for list)
                -dL dumps loaded object files after config checks
                -dR disables SO_REUSEPORT usage
                -dV disables SSL verify on servers side
                -dW fails if any warning is emitted
                -dr ignores server address resolution failures
                -W, -Ws, -S, -sf, -st, -x come with reload


        """

    static func show() {
        Output.print(VersionReport.short)
        Output.error(text)
    }
}
