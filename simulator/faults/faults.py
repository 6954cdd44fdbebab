"""All rules of a simulator, in the order in which they were made: the first that takes a call breaks it."""

from collections.abc import Callable, Sequence

from simulator.faults.mixing import shuffled, shuffled_anywhere
from simulator.faults.rule import MIXING, Kind, Rule
from simulator.ledger import Ledger
from simulator.methods.call import Call
from simulator.world.updates import Update
from simulator.world.world import World


class Faults:
    """`add(Rule(Kind.LOST_ANSWER, words="Hello"))`; what a rule has broken is in its `met`."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self.rules: list[Rule] = []
        self._world = world
        self._ledger = ledger
        world.updates.mix = self._mixed

    def add(self, rule: Rule) -> Rule:
        """Breaks calls by this rule too."""
        self.rules.append(rule)
        self._world.changes.notify()
        return rule

    def drop(self, kind: Kind) -> None:
        """Takes back the rules of a kind."""
        self.rules = [rule for rule in self.rules if rule.kind is not kind]
        self._world.changes.notify()

    def clear(self) -> None:
        """Nothing is broken any more; what is slow already stays slow."""
        self.rules.clear()
        self._world.changes.notify()

    def on_the_way(self, call: Call) -> Rule | None:
        """The rule by which Telegram never hears of the call."""
        return self._first(call, lambda rule: rule.kind is Kind.LOST_CALL)

    def of(self, call: Call) -> Rule | None:
        """The rule that breaks a call which Telegram has heard of."""
        return self._first(call, lambda rule: rule.kind not in {Kind.LOST_CALL, *MIXING} and self._can(rule))

    def _can(self, rule: Rule) -> bool:
        return rule.kind is not Kind.AGAIN or bool(self._world.updates.confirmed)

    def _first(self, call: Call, may: Callable[[Rule], bool]) -> Rule | None:
        taken = next((rule for rule in self.rules if may(rule) and rule.takes(call)), None)
        if taken is not None:
            self._world.changes.notify()
        return taken

    def _mixed(self, updates: Sequence[Update]) -> list[Update]:
        """What has just come in, in the order in which the bot gets it."""
        for rule in self.rules:
            if rule.kind in MIXING and len(updates) > 1 and rule.takes(self._poll()):
                mix = shuffled if rule.kind is Kind.SHUFFLED else shuffled_anywhere
                return mix(updates, rule.chance)
        return list(updates)

    def _poll(self) -> Call:
        return Call(self._world, self._ledger, "getUpdates", {})
