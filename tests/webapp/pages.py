"""Pages as a browser meets them: parsed, checked, and their forms filled in and sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "col", "wbr"}
"""`path` and `circle` of a picture are closed in their own tag."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {"address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure"}
BLOCKS |= {"footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul", *HEADINGS}
WORDS_ONLY = {"p", "span", "label", "button", "legend", "h1", "h2", "h3", "h4", "strong", "em", "a", "summary", "dt"}
"""What holds words and no blocks. (An `a` and a `dt` might hold blocks by the letter; ours do not.)"""
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"div", "dt", "dd"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup"},
    "optgroup": {"option"},
    "datalist": {"option"},
}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "summary"}
CONTROLS = ("input", "select", "textarea")
Typed = Mapping[str, str | list[str]]
"""What somebody types or chooses: by a field's name."""


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def __iter__(self) -> "Iterator[Element]":
        """Every element below, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def find(self, *tags: str, **attributes: str) -> "list[Element]":
        """The elements with one of the tags and with these attributes (`class_` is one of the classes)."""
        return [each for each in self if (not tags or each.tag in tags) and each._has(attributes)]

    def _has(self, wanted: dict[str, str]) -> bool:
        for name, value in wanted.items():
            there = self.attributes.get(name.rstrip("_"))
            if there is None or (value not in there.split() if name == "class_" else value != there):
                return False
        return True

    def above(self) -> "Iterator[Element]":
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def shape(self) -> object:
        """Tags, attributes and words, for comparing two pieces of pages."""
        inside = [" ".join(each.split()) if isinstance(each, str) else each.shape for each in self.children]
        return (self.tag, sorted(self.attributes.items()), [each for each in inside if each])


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.current = self.root
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.current)
        self.current.children.append(element)
        if tag not in VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.faults.append(f"<{tag}/> is not closed by a slash in HTML")
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag != self.current.tag or self.current.parent is None:
            self.faults.append(f"</{tag}> stands where </{self.current.tag}> should")
            return
        self.current = self.current.parent

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)


def parse(html: str) -> tuple[Element, list[str]]:
    """The page as elements, and what is wrong with its tags."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.current is not parser.root:
        parser.faults.append(f"<{parser.current.tag}> is never closed")
    return parser.root, parser.faults


def faults_of(html: str, *, whole: bool = True) -> list[str]:
    """What a page may not have; empty when it is in order.

    :param whole: False for a part of a page that is put into another one
    """
    return _faults(*parse(html), whole=whole)


def _faults(root: Element, faults: list[str], *, whole: bool = True) -> list[str]:
    if whole:
        faults += _frame_faults(root)
    for element in root:
        faults += _nesting_faults(element)
        faults += [f"{name}= on <{element.tag}>" for name in element.attributes if name == "style" or name[:2] == "on"]
        if element.tag in ("style", "script") and element.text:
            faults.append(f"<{element.tag}> holds code")
        if element.tag == "img" and "alt" not in element.attributes:
            faults.append("a picture without alt")
    return faults + _reference_faults(root) + _label_faults(root) + _heading_faults(root)


def _frame_faults(root: Element) -> list[str]:
    faults = [f"<{tag}> {len(root.find(tag))} times" for tag in ("h1", "main") if len(root.find(tag)) != 1]
    titles = [each for head in root.find("head") for each in head.find("title")]  # a chart has one of its own
    if len(titles) != 1 or not titles[0].text.removesuffix(" – Lederstart"):
        faults.append("no title, or an empty one")
    if [each.attributes.get("lang") for each in root.find("html")] not in (["da"], ["en"]):
        faults.append("no language on <html>")
    return faults


def _nesting_faults(element: Element) -> list[str]:
    parent = element.parent
    faults = []
    if parent is not None and parent.tag in CHILDREN and element.tag not in CHILDREN[parent.tag]:
        faults.append(f"<{element.tag}> in <{parent.tag}>")
    if parent is not None and parent.tag in CHILDREN and any(isinstance(e, str) and e.strip() for e in parent.children):
        faults.append(f"words straight in <{parent.tag}>")
    above = [each.tag for each in element.above()]
    if element.tag in BLOCKS:
        faults += [
            f"<{element.tag}> in <{tag}>" for tag in above if tag in WORDS_ONLY and _is_block_there(element, tag)
        ]
    if element.tag in INTERACTIVE - {"input"} or element.attributes.get("type") not in (None, "hidden"):
        faults += [f"<{element.tag}> in <{tag}>" for tag in above if tag in ("a", "button")]
    if element.tag == "form" and "form" in above:
        faults.append("<form> in <form>")
    if element.tag in ("li", "dd", "dt", "td", "th", "option", "legend", "figcaption", "summary") and not above[0]:
        faults.append(f"<{element.tag}> alone")
    return faults


def _is_block_there(element: Element, tag: str) -> bool:
    """A heading may stand in `legend` and `summary`."""
    return not (tag in ("legend", "summary") and element.tag in HEADINGS)


def _reference_faults(root: Element) -> list[str]:
    ids = [each.attributes["id"] for each in root if "id" in each.attributes]
    faults = [f"id {id!r} {ids.count(id)} times" for id in sorted(set(ids)) if ids.count(id) > 1 or " " in id or not id]
    for element in root:
        for name in ("for", "list", "aria-describedby", "aria-labelledby"):
            targets = element.attributes.get(name, "").split()
            faults += [f"{name} points at {target!r}, which is not there" for target in targets if target not in ids]
        target = element.attributes.get("href", "")
        if target[:1] == "#" and target[1:] not in ids:
            faults.append(f"a link to {target}, which is not there")
    return faults


def _label_faults(root: Element) -> list[str]:
    labelled = {each.attributes.get("for") for each in root.find("label") if each.text}
    faults = []
    for control in root.find(*CONTROLS):
        named = {"aria-label", "aria-labelledby"} & control.attributes.keys()
        wrapped = any(each.tag == "label" for each in control.above())
        if control.attributes.get("type") not in ("hidden", "submit") and not (
            named or wrapped or control.attributes.get("id") in labelled
        ):
            faults.append(f"<{control.tag} name={control.attributes.get('name')}> has no label")
    faults += ["a button without words" for each in root.find("button") if not each.text]
    faults += ["a link without words" for each in root.find("a") if not each.text]
    faults += ["a fieldset without a legend" for each in root.find("fieldset") if not each.find("legend")]
    return faults


def _heading_faults(root: Element) -> list[str]:
    levels = [int(each.tag[1]) for each in root.find(*HEADINGS)]
    return [f"a heading h{below} right under h{above}" for above, below in pairwise(levels) if below > above + 1]


@dataclass
class Page:
    """An answer that is a page in order."""

    status: int
    url: str
    """Path and query."""
    html: str
    root: Element

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def main(self) -> Element:
        return self.root.find("main")[0]

    def links(self) -> list[str]:
        """The addresses that the page's content leads to."""
        return [each.attributes["href"] for each in self.main.find("a") if "href" in each.attributes]

    def form(self, action: str | None = None) -> "Form":
        """The one form of the page that posts to this address; None: to the page's own address."""
        wanted = urlsplit(action or self.url).path
        forms = [
            each
            for each in self.root.find("form", method="post")
            if urlsplit(urljoin(self.url, each.attributes.get("action", ""))).path == wanted
        ]
        there = [each.attributes.get("action") for each in self.root.find("form")]
        assert len(forms) == 1, f"{len(forms)} forms to {wanted}; there are {there}"
        return Form(wanted, forms[0])

    def has_form(self, action: str) -> bool:
        return any(each.attributes.get("action") == action for each in self.root.find("form", method="post"))

    def field(self, label: str) -> Element:
        """The control with this label."""
        ids = [each.attributes["for"] for each in self.main.find("label") if each.text.startswith(label)]
        assert len(ids) == 1, f"{len(ids)} labels begin with {label!r}"
        return self.main.find(*CONTROLS, id=ids[0])[0]

    def error_at(self, name: str) -> str:
        """The sentence at a field that came back."""
        described = self.main.find(*CONTROLS, name=name)[0].attributes.get("aria-describedby", "").split()
        return " ".join(each.text for id in described if id.endswith("-error") for each in self.main.find(id=id))


@dataclass
class Form:
    action: str
    element: Element

    def values(self) -> list[tuple[str, str]]:
        """What a browser would send if nobody typed anything."""
        return [(name, value) for control in self.element.find(*CONTROLS) for name, value in _sent(control)]

    def names(self) -> set[str]:
        return {each.attributes["name"] for each in self.element.find(*CONTROLS) if "name" in each.attributes}

    def filled(self, typed: Typed, button: tuple[str, str] | None = None) -> dict[str, list[str]]:
        """The fields as sent after typing; every field typed in must be there, every choice must be offered."""
        data: dict[str, list[str]] = {}
        for name, value in self.values():
            data.setdefault(name, []).append(value)
        for name, given in typed.items():
            values = [given] if isinstance(given, str) else given
            controls = self.element.find(*CONTROLS, name=name)
            assert controls, f"no field {name!r}; there are {sorted(self.names())}"
            offered = {choice for control in controls for choice in _choices(control)}
            assert not offered or set(values) <= offered, f"{name}: {values} is not offered, {offered} is"
            data[name] = values
        if button is not None:
            assert self.element.find("button", name=button[0], value=button[1]), f"no button {button}"
            data.setdefault(button[0], []).append(button[1])
        return data


def _sent(control: Element) -> Iterable[tuple[str, str]]:
    name = control.attributes.get("name")
    if name is None or "disabled" in control.attributes:
        return
    if control.tag == "textarea":
        yield name, control.raw.removeprefix("\n")
    elif control.tag == "select":
        options = control.find("option")
        chosen = [each for each in options if "selected" in each.attributes] or options[:1]
        yield from ((name, _value(each)) for each in chosen)
    elif control.attributes.get("type") not in ("checkbox", "radio") or "checked" in control.attributes:
        yield name, control.attributes.get("value", "")


def _choices(control: Element) -> list[str]:
    if control.tag == "select":
        return [_value(each) for each in control.find("option")]
    return [control.attributes.get("value", "")] if control.attributes.get("type") in ("radio", "checkbox") else []


def _value(option: Element) -> str:
    return option.attributes.get("value", option.text)


def get_page(client: FlaskClient, url: str, status: int = 200) -> Page:
    """Open an address, follow where it leads, and check status and page."""
    return _checked(client.get(url, follow_redirects=True), status)


def _checked(response: TestResponse, status: int) -> Page:
    html = response.get_data(as_text=True)
    url = response.request.full_path.rstrip("?")
    assert response.status_code == status, f"{response.status_code} for {url}: {parse(html)[0].text[-600:]}"
    assert response.mimetype == "text/html", response.mimetype
    root, faults = parse(html)
    faults = _faults(root, faults)
    assert not faults, (url, faults)
    return Page(response.status_code, url, html, root)


@dataclass
class Browser:
    """Somebody's browser, without JavaScript."""

    client: FlaskClient

    def get(self, url: str, status: int = 200) -> Page:
        return get_page(self.client, url, status)

    def send(
        self,
        page: Page,
        action: str | None = None,
        *,
        status: int = 200,
        button: tuple[str, str] | None = None,
        typed: Typed | None = None,
        **more: str | list[str],
    ) -> Page:
        """Fill in a form of the page and send it; the page that comes of it, after redirects."""
        form = page.form(action)
        data = form.filled({**(typed or {}), **more}, button)
        return _checked(self.client.post(form.action, data=data, follow_redirects=True), status)

    def token(self) -> str:
        """The CSRF token of this browser's forms."""
        return dict(self.get("/privacy").form("/language").values())["csrf_token"]

    def post(self, url: str, **data: str | list[str]) -> TestResponse:
        """Post what no form of ours would, with a right token."""
        return self.client.post(url, data={"csrf_token": self.token()} | data)
