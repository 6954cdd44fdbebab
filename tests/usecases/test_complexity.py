"""Staff say that a ticket is complex."""

from datetime import timedelta

from desk.notices.client import NeedsLonger
from desk.rules.refusals import Clause
from desk.usecases.client_actions import reopen_ticket
from desk.usecases.complexity import complex_because
from desk.usecases.staff_actions import refuse
from tests.builders import ANNA
from tests.usecases.stage import FIRST, Stage


async def test_3_2_t18_of_a_ticket_that_was_opened_again_it_is_counted_from_then(stage: Stage) -> None:
    await stage.has_ticket()
    await stage.does(refuse(Clause.REPEATS_AN_OPEN_TASK))
    stage.passes(days=10)
    await stage.office.run(reopen_ticket, person=ANNA, number=FIRST)
    usual = stage.ticket().react_by
    await stage.does(complex_because("a copy has to be built"))
    longer = stage.last(NeedsLonger).react_by
    assert usual is not None
    assert longer > usual
    assert longer >= stage.now + timedelta(hours=72)
