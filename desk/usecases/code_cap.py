"""When far too many codes are asked for at once, somebody is trying: none are sent for a while, and managers know.

Source: ASVS 2.4.1.
"""

from typing import Final

from desk.notices.managers import CodesStopped
from desk.ports import Work
from desk.usecases.managers import managers_now, tell_room

MARK: Final = "codes_stopped"
"""Since when; empty while codes are sent."""


async def codes_are_sent(work: Work) -> bool:
    """Asked before each code; the one that is too many stops them all. The other proofs go on."""
    cap = work.policy.sign_in_codes
    if cap is None:
        return True
    if await work.marks.get(MARK):
        return False
    if await work.codes.asked_by_all(work.now - cap.within) < cap.most:
        return True
    await work.marks.put(MARK, work.now.isoformat())
    await _tell(work, stopped=True)
    return False


async def codes_flow_again(work: Work) -> None:
    """A beat: once only half as many are left within the span, codes are sent again."""
    if not await work.marks.get(MARK):
        return
    cap = work.policy.sign_in_codes
    if cap is None or 2 * await work.codes.asked_by_all(work.now - cap.within) <= cap.most:
        await work.marks.put(MARK, "")
        await _tell(work, stopped=False)


async def _tell(work: Work, *, stopped: bool) -> None:
    cap = work.policy.sign_in_codes
    most, minutes = (cap.most, int(cap.within.total_seconds() // 60)) if cap else (0, 0)
    chats = (await managers_now(work)).values()
    for chat in chats:
        work.outbox.say(CodesStopped(to=chat, stopped=stopped, most=most, minutes=minutes))
    if not chats:
        await tell_room(work, "codes_stopped" if stopped else "codes_go_on", most=str(most), minutes=str(minutes))
