"""The results of a run: each finding once, and a table of the targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fuzz.judging import Finding
    from tests.fuzz.workers import Task


@dataclass
class Row:
    """One target's inputs, findings and slowest input."""

    inputs: int = 0
    findings: int = 0
    slowest: float = 0.0
    slowest_number: int = 0


@dataclass
class Table:
    """All rows, and the task with the smallest input for each distinct finding; `keep` is where inputs are written."""

    keep: Path | None = None
    rows: dict[str, Row] = field(default_factory=dict)
    found: dict[str, Task] = field(default_factory=dict)

    def take(self, task: Task, seconds: float, finding: Finding | None) -> None:
        """Notes the result of a task; prints a finding that is new, keeps one that is new or smaller."""
        row = self.rows.setdefault(task.target, Row())
        row.inputs += 1
        if seconds > row.slowest:
            row.slowest, row.slowest_number = seconds, task.number
        if finding is None:
            return
        row.findings += 1
        name, data = f"{task.target}: {finding.name}", task.input()
        known = self.found.get(name)
        if known is None:
            print(f"\n{name}\n  --seed {task.seed} --target {task.target} --number {task.number} ({len(data)} bytes)")
            print("\n".join(f"    {line}" for line in finding.lines.split("\n")), flush=True)
        if known is None or len(data) < len(known.input()):
            self.found[name] = task
            self.write(task, data)

    def write(self, task: Task, data: bytes, suffix: str = "") -> None:
        """Puts an input into the folder of kept inputs, if there is one."""
        if self.keep is not None:
            folder = self.keep / task.target
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"seed-{task.seed}-number-{task.number}{suffix}").write_bytes(data)

    def __str__(self) -> str:
        lines = [f"{'target':<14}{'inputs':>8}{'findings':>10}{'slowest CPU s':>15}{'its number':>12}"]
        for name, row in self.rows.items():
            slowest = f"{row.slowest:.2f}"
            lines.append(f"{name:<14}{row.inputs:>8}{row.findings:>10}{slowest:>15}{row.slowest_number:>12}")
        return "\n".join(lines)
