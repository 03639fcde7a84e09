"""Which of what is said in a document is a statement."""

from course.importer.labels import folded
from course.importer.placed import Placed, Placing


class Kept:
    """Tells statements from what only stands in a list: by the levels and the headings of the document."""

    def __init__(self, placing: Placing, keys: set[str]) -> None:
        self.keys = keys
        self.under_headings = any(each.path for each in placing.says)
        self.leveled_names = {folded(each.path[-1].name) for each in placing.says if each.key in keys and each.path}
        """Headings that have statements of levels."""

    def keeps(self, each: Placed) -> bool:
        """Whether something said is a statement: it has its level, or holds for all, or the document has no levels."""
        text = each.event.text
        if not any(map(str.isalpha, text)) or len(text) < 4:
            return False
        if self.keys:
            if each.key in self.keys or each.key == "":
                return not each.aside or each.event.alone
            return self._under_leveled_theme(each)
        if each.aside or (len(text.split()) < 3 and not text.endswith(".")):
            return False
        return bool(each.path) or not self.under_headings

    def _under_leveled_theme(self, each: Placed) -> bool:
        """Whether a statement without a level stands under a theme that has statements of levels too."""
        if each.key is not None or each.aside or not each.path:
            return False
        text = each.event.text
        return folded(each.path[-1].name) in self.leveled_names and len(text.split()) > 2 and text[-1] != ":"
