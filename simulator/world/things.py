"""Contents that have no file."""

from typing import Any

# The server throws a die; here it always falls the same, so that a run can be repeated.
THROWN = 4


def poll(poll_id: str, question: str, options: list[str]) -> dict[str, Any]:
    """Bot API type Poll, anonymous and open."""
    return {
        "id": poll_id,
        "question": question,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
        "options": [{"persistent_id": str(at), "text": text, "voter_count": 0} for at, text in enumerate(options)],
    }
