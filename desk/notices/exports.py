"""What managers take out of the desk in their chat."""

from dataclasses import dataclass

from desk.notices.base import ForChat


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWanted(ForChat):
    """A month's paid tickets and working time, as files; they are made as they stand when it is sent."""

    month: str

    @property
    def weight(self) -> int:
        return 2
