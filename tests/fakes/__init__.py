"""Hand-written fakes of everything outside the desk, held to the contract in tests/storage."""

from tests.fakes.clock import FakeClock
from tests.fakes.desk import FakeDesk
from tests.fakes.store import Store

__all__ = ["FakeClock", "FakeDesk", "Store"]
