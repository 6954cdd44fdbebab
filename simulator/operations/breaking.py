"""Telegram and the way to it are broken and put right again."""

from typing import Any

from simulator.errors import ImpossibleError
from simulator.faults import Kind, Rule
from simulator.operations.registry import operation
from simulator.stage import Stage


@operation
def add_fault(stage: Stage, *, kind: str, methods: list[str] | None = None, **facts: Any) -> int:
    """Breaks calls from now on; facts as in `simulator.faults.rule.Rule`. Returns the number of the rule."""
    if kind not in {known.value for known in Kind}:
        raise ImpossibleError(f"no such kind of fault: {kind}")
    stage.faults.add(Rule(Kind(kind), frozenset(methods or ()), **facts))
    return len(stage.faults.rules) - 1


@operation
def faults(stage: Stage) -> list[dict[str, Any]]:
    """All rules, each with how many calls it has broken (`met`)."""
    return [rule.as_json() for rule in stage.faults.rules]


@operation
def mend(stage: Stage, *, kind: str) -> None:
    """Nothing is broken in this way any more."""
    stage.faults.drop(Kind(kind))


@operation
def clear_faults(stage: Stage) -> None:
    """Nothing is broken any more."""
    stage.faults.clear()
