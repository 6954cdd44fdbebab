"""What takes long is never worked out inside of a unit of work: everybody else would wait for it."""

from typing import Protocol, TypeVar, cast

from desk.errors import NotWorkedOut
from desk.ports import Work

A_co = TypeVar("A_co", covariant=True)


class Question(Protocol[A_co]):
    """As `desk.errors.Slow`, with the kind of its answer."""

    def __hash__(self) -> int: ...
    def work_out(self) -> A_co: ...


def worked_out(work: Work, question: Question[A_co]) -> A_co:
    """The answer; the same question gets the same one until the use case has ended.

    Raises NotWorkedOut, for the office: the use case is run anew as soon as the answer is there.
    """
    if question not in work.worked_out:
        raise NotWorkedOut(question)
    return cast("A_co", work.worked_out[question])
