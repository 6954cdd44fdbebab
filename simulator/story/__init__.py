"""A ticket's whole life, played by the people of a small company; each step must happen, or the story fails."""

from simulator.story.people import Cast, clients_csv, set_the_stage
from simulator.story.script import play
from simulator.story.words import WORDS

__all__ = ["WORDS", "Cast", "clients_csv", "play", "set_the_stage"]
