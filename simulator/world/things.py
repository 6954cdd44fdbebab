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


RARE: dict[str, dict[str, Any]] = {
    "game": {
        "title": "Chess",
        "description": "A game",
        "photo": [{"file_id": "g", "file_unique_id": "g", "width": 90, "height": 67}],
    },
    "checklist": {"title": "To do", "tasks": [{"id": 1, "text": "Look"}]},
    "paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]},
    "giveaway": {"chats": [], "winners_selection_date": 1_900_000_000, "winner_count": 1},
    "invoice": {
        "title": "Hosting",
        "description": "A month",
        "start_parameter": "",
        "currency": "RUB",
        "total_amount": 10_000,
    },
}
"""Bot API types Game, Checklist, PaidMediaInfo, Giveaway and Invoice, with what they must have."""
