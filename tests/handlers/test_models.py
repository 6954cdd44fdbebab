"""aiogram's models are built when they are needed, and are then what aiogram would have built."""

import json
import subprocess
import sys

import aiogram.types
import pytest
from pydantic import BaseModel

LOOK = """
import json, re, sys
{first}
import aiogram.methods, aiogram.types
models = {{
    f"{{place.__name__}}.{{name}}": model
    for place in (aiogram.types, aiogram.methods)
    for name in place.__all__
    if hasattr(model := getattr(place, name), "model_rebuild")
}}
built = sum(model.__pydantic_complete__ for model in models.values())
for model in models.values():
    model.model_rebuild()
shapes = {{
    name: [model.__pydantic_complete__, *(f"{{one}}: {{field}}" for one, field in model.model_fields.items())]
    for name, model in models.items()
}}
print(re.sub(" at 0x[0-9a-f]+", "", json.dumps([built, shapes])))
"""


def looked_at(first: str) -> tuple[int, dict[str, list[object]]]:
    """How many models are built when aiogram has been imported, and all of them, once they are built."""
    ended = subprocess.run([sys.executable, "-c", LOOK.format(first=first)], capture_output=True, text=True, check=True)
    built, shapes = json.loads(ended.stdout)
    return built, shapes


@pytest.mark.soak
def test_every_model_is_what_it_would_have_been() -> None:
    by_aiogram, at_once = looked_at("")
    by_us, when_needed = looked_at("import bot")
    assert by_us < len(when_needed) / 3 < by_aiogram
    assert when_needed == at_once
    assert {shape[0] for shape in when_needed.values()} == {True}


@pytest.mark.parametrize("package", ["bot", "handlers"])
def test_whoever_loads_the_desk_has_few_of_them_built(package: str) -> None:
    look = (
        f"import {package}, aiogram.types as t; print(t.Message.__pydantic_complete__, t.Update.__pydantic_complete__)"
    )
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "False"]


def a_model() -> type[BaseModel]:
    class Later(BaseModel):
        other: "Other"  # type: ignore[name-defined]  # noqa: F821

    return Later


def test_what_is_no_model_of_aiograms_is_built_as_ever() -> None:
    """With the names that are known where that is asked for."""

    class Other(BaseModel):
        number: int

    later = a_model()
    assert later.model_rebuild() is True
    assert later.model_validate({"other": {"number": 1}}).model_dump() == {"other": {"number": 1}}
    assert Other.model_rebuild() is None
    assert aiogram.types.Message.model_rebuild() is not False
