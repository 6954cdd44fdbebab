"""answerCallbackQuery."""

from simulator.errors import bad_request
from simulator.methods.call import Call
from simulator.methods.registry import method

LONGEST_ANSWER = 200
LIFE = 150
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method
def answer_callback_query(call: Call) -> bool:
    query = call.world.queries.get(call.text("callback_query_id"))
    if query is None or query.answer is not None or call.world.clock.timestamp() - query.asked > LIFE:
        raise bad_request(TOO_OLD)
    if len(call.text("text")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {
        "text": call.text("text"),
        "show_alert": call.flag("show_alert"),
        "url": call.text("url"),
    }
    call.ledger.queries[query.id].answered = True
    call.world.changes.notify()
    return True
