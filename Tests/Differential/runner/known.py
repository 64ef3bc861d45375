"""The differences that are on purpose: Tests/Differential/differences.txt."""


class Known:
    """Lines `FILE: NAME` below the reason that they share, which a line with `because ` begins."""

    def __init__(self, path):
        self.reasons = {}
        reason = None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line.startswith("because "):
                reason = line[len("because "):].strip()
            elif line.startswith("    ") and reason:
                file, separator, name = line.strip().partition(": ")
                if not separator:
                    raise SystemExit(f"differential: {path}:{number}: expected FILE: NAME")
                self.reasons[file, name] = reason
            elif line.strip() and not line.startswith("#"):
                raise SystemExit(f"differential: {path}:{number}: expected a reason, or a name below one")

    def reason(self, file, name):
        return self.reasons.get((file, name))
