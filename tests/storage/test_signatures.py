"""Whoever calls a port by the names of its parameters finds them in every keeper."""

import inspect
from typing import Any, get_type_hints

import pytest

from desk.ports import Work
from storage.work import SqlWork
from tests.builders import MONDAY, a_policy
from tests.fakes.store import Store
from tests.fakes.work import FakeWork

NOT_PORTS = {"now", "policy", "write", "commit", "ahead", "worked_out"}
PORTS = [name for name in vars(Work) if not name.startswith("_") and name not in NOT_PORTS]


def methods_of(port: type) -> dict[str, Any]:
    return {name: method for name, method in vars(port).items() if inspect.isfunction(method) and name[0] != "_"}


@pytest.fixture(params=["memory", "sql"])
def work(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        return FakeWork(Store(), MONDAY, a_policy(), keep=None)
    return SqlWork(sql=None, commit=None, now=MONDAY, policy=a_policy())  # type: ignore[arg-type]


@pytest.mark.parametrize("noun", PORTS)
def test_every_method_of_a_port_takes_what_the_port_says(work: Any, noun: str) -> None:
    port = get_type_hints(vars(Work)[noun].fget)["return"]
    kept = type(getattr(work, noun))
    for name, promised in methods_of(port).items():
        assert inspect.signature(getattr(kept, name)) == inspect.signature(promised), name
    assert methods_of(port)


def test_looking_ahead_takes_what_the_port_says(work: Any) -> None:
    assert inspect.signature(type(work).ahead) == inspect.signature(Work.ahead)
