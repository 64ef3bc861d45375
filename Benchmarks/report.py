"""Results as a table, and what the thresholds say of them."""

import json
import pathlib
from dataclasses import dataclass

THRESHOLDS = pathlib.Path(__file__).resolve().parent / "thresholds.tsv"


@dataclass
class Threshold:
    scenario: str
    column: str
    against: str
    limit: float
    unit: str

    def verdict(self, results):
        """(whether it holds, what was measured); None for what was not measured."""
        row = results.get(self.scenario, {}).get("columns", {})
        value = row.get(self.column, {}).get("value")
        base = row.get(self.against, {}).get("value") if self.against != "-" else 1.0
        if value is None or not base:
            return None
        value /= base * (1000 if self.unit == "kB" else 1)
        return value <= self.limit, value


def read_thresholds():
    lines = [line.split("\t") for line in THRESHOLDS.read_text().splitlines() if line and not line.startswith("#")]
    return [Threshold(name, column, against, float(limit), unit) for name, column, against, limit, unit in lines]


class Report:
    def __init__(self, description):
        self.description = description
        self.results = {}

    def add(self, scenario, unit, columns):
        """`columns`: column -> {"value": …} or {"missing": why}; shown at once."""
        self.results[scenario] = {"unit": unit, "columns": columns}
        print("  ".join(self.row(scenario)), flush=True)
        for column, result in columns.items():
            if "missing" in result:
                print(f"    {column}: {result['missing']}", flush=True)

    def row(self, scenario):
        unit = self.results[scenario]["unit"]
        cells = [f"{scenario:22}"]
        for column, result in self.results[scenario]["columns"].items():
            cells.append(f"{column} {figure(result, unit):>10}")
        cells += [f"{name} {ratio:.2f}" for name, ratio in self.ratios(scenario).items()]
        return cells

    def ratios(self, scenario):
        """Ours against each other column."""
        columns = self.results[scenario]["columns"]
        ours = next((name for name in ("apus-2", "apus") if name in columns), None)
        value = columns.get(ours, {}).get("value")
        others = ["apus-1"] if ours == "apus-2" else [name for name in columns if name != ours]
        if value is None:
            return {}
        return {
            f"{ours}/{name}": value / columns[name]["value"] for name in others if columns.get(name, {}).get("value")
        }

    def failures(self):
        """Thresholds that do not hold."""
        lines = []
        for threshold in read_thresholds():
            verdict = threshold.verdict(self.results)
            if verdict is not None and not verdict[0]:
                against = "" if threshold.against == "-" else f" against {threshold.against}"
                lines.append(f"{threshold.scenario}: {verdict[1]:.2f}{against}, allowed {threshold.limit} {threshold.unit}")
        return lines

    def markdown(self):
        thresholds = {threshold.scenario: threshold for threshold in read_thresholds()}
        lines = ["; ".join(f"{key} {value}" for key, value in self.description.items()), ""]
        lines += ["| scenario | figures | ratio | threshold |", "|---|---|---|---|"]
        for scenario, result in self.results.items():
            figures = ", ".join(
                f"{column} {figure(each, result['unit'])}" for column, each in result["columns"].items()
            )
            ratios = ", ".join(f"{name} **{ratio:.2f}**" for name, ratio in self.ratios(scenario).items())
            lines.append(f"| {scenario} | {figures} | {ratios} | {allowed(thresholds.get(scenario))} |")
        return "\n".join(lines) + "\n"

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "results.md").write_text(self.markdown())
        (folder / "results.json").write_text(
            json.dumps({"description": self.description, "results": self.results}, indent=1) + "\n"
        )


def figure(result, unit):
    if "missing" in result:
        return "–"
    value = result["value"]
    text = {"µs": f"{value:.1f} µs", "B": f"{value:.0f} B", "kB": f"{value / 1000:.0f} kB"}.get(unit, f"{value:.2f}")
    return text + ("~" if result.get("disturbed") else "")


def allowed(threshold):
    if threshold is None:
        return ""
    number = f"{threshold.limit:.2f}" if threshold.unit in ("ratio", "x") else f"{threshold.limit:.0f} {threshold.unit}"
    return f"≤ {number}" + ("" if threshold.against == "-" else f" of {threshold.against}")
