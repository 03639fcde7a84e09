"""P1 to P4: the product's pages beside the limit app's, on the same database, in pairs."""

from collections.abc import Callable, Iterator

from sqlalchemy import insert, update

from course.module import Ask, Prompt
from course.progress import State
from course.quiz import Choice, Verdict, mark
from tools.bench import pairs
from tools.bench.findings import Finding
from tools.bench.limit import make_limit
from tools.bench.site import LEVEL, SECRET, VISITORS, Site, first_of, get, longest, longest_reading, post
from webapp.db import WRITES, make_session
from webapp.models import ModuleState, PromptKind, Reflection

WANTED = {
    "sqlite": {"P1": (0.6, 0.8), "P2": (0.6, 0.8), "P3": (0.6, 0.8), "P4": (0.4, 0.6)},
    "postgresql": {"P1": (0.5, 0.7), "P2": (0.5, 0.7), "P3": (0.6, 0.8), "P4": (0.4, 0.6)},
}
"""Floor and target of each goal."""
TEXT = "Jeg lovede for meget på mødet i tirsdags, og det opdagede vi først bagefter. Næste gang spørger jeg. " * 4


def measure(site: Site, kind: str, *, count: int = pairs.PAIRS) -> Iterator[Finding]:
    """The four goals on a database of one kind."""
    visitors = site.leaders[:VISITORS]
    module, reflection = longest(site.course), first_of(site.course, Prompt)
    front = f"/my-course/{{id}}/{module.id}"
    prepare(site, module.id, reflection.id)
    reading = f"{front}/steps/{longest_reading(site.course).id}"
    for goal, what, url in (("P1", "module page", reading), ("P2", "overview", "/my-course/")):
        product = get(site.app, url, visitors)
        limit = get(make_limit(site.engine, SECRET, len(product())), "/l2", visitors)
        yield _compare(goal, f"{what} / L2", kind, limit, product, count)
    bare = make_limit(site.engine, SECRET, 0)
    others = site.leaders[VISITORS : 2 * VISITORS]  # its saving knows nothing of windows, so the rows are its own
    save = post(bare, "/l3", None, others, lambda person, call: {"id": person, "text": f"{TEXT}{call}"})
    page, form = f"{front}/steps/{reflection.id}", f"{front}/texts/{reflection.id}"
    typed = post(site.app, form, page, visitors, lambda _person, call: {"text": f"{TEXT}{call}"})
    yield _compare("P3", "autosave / L3", kind, save, typed, count)
    yield _compare("P4", "quiz submit / L3", kind, save, _answer(site, front), count)


def _compare(goal: str, what: str, kind: str, limit: pairs.Work, product: pairs.Work, count: int) -> Finding:
    floor, target = WANTED[kind][goal]
    doubtful = not pairs.is_steady(limit)
    return Finding(goal, f"{what}, {kind}", floor, target, pairs.ratios(limit, product, pairs=count), doubtful=doubtful)


def prepare(site: Site, module: str, reflection: str) -> None:
    """Every leader is in the middle of the module and has written before."""
    mine = ModuleState.enrolment_id.in_(site.leaders), ModuleState.module == module
    text = {"module": module, "item": reflection, "kind": PromptKind.REFLECTION, "text": TEXT}
    WRITES.set(True)
    with make_session(site.engine) as session:
        session.execute(update(ModuleState).where(*mine).values(state=State.UNDER_WAY))
        session.execute(insert(Reflection), [{"id": id, "enrolment_id": id, **text} for id in site.leaders])
        session.commit()


def _answer(site: Site, front: str) -> Callable[[], bytes]:
    """An answer that is to be tried again, given by many leaders in turn so that nobody's tries pile up."""
    step = first_of(site.course, Ask)
    question = site.course.questions[step.questions[0]]
    assert isinstance(question.kind, Choice)
    wrong = next(n for n in range(len(question.kind.options)) if mark(question, LEVEL, [n]) is Verdict.TRY_AGAIN)
    people = site.leaders
    return post(
        site.app,
        f"{front}/steps/{step.id}/answers/{question.id}",
        f"{front}/steps/{step.id}",
        people,
        lambda _person, call: {"option": wrong, "try_no": call // len(people) + 1},
    )
