"""The drawing of the life cycle is made from the code and is up to date."""

from django.conf import settings

from workflow.choices import Move, Stage
from workflow.drawing import COMPUTED, document, edges
from workflow.kinds import all_kinds


def test_the_page_in_docs_is_what_the_code_says():
    kinds = [kind for kind in all_kinds() if not kind.model.startswith("testkind.")]
    drawn = (settings.BASE_DIR / "docs" / "lifecycle.md").read_text(encoding="utf-8")
    assert drawn == document(kinds)


def test_every_move_is_drawn_between_stages_that_exist():
    found = edges()
    assert {move for _, move, _ in found} == set(Move.values)
    assert {source for source, _, _ in found} <= set(Stage.values)
    assert {target for _, _, target in found} <= {*Stage.values, COMPUTED}
