"""What each section is for: by the words of its heading, its place and the document's kind."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import Doctype, Role
from auditkit.structure.outline import Heading, heading_key, matches, number_depth

# A section below one of these is of the same kind although its words name a topic:
# "Riskhantering" or "Mål" below "Iakttagelser" holds observations, neither risks nor goals.
_STRONG = frozenset(
    {Role.OBSERVATION, Role.ASSESSMENT, Role.RECOMMENDATION, Role.RESPONSE, Role.SUMMARY}
)
_TOPICS = frozenset(
    {
        Role.BACKGROUND,
        Role.PURPOSE,
        Role.METHOD,
        Role.CRITERIA,
        Role.GOALS,
        Role.RISKS,
        Role.DUTIES,
        Role.ACTIONS,
    }
)
_INHERITED = (
    _STRONG
    | _TOPICS
    | {
        Role.AGENDA_ITEM,
        Role.DECISION,
        Role.PROPOSAL,
        Role.ATTENDANCE,
        Role.SIGNATURES,
        Role.REFERENCES,
    }
)
_GROUPS = {
    Doctype.MINUTES: ("section.minutes", "section.any"),
    Doctype.AUDIT_REPORT: ("section.any", "section.audit"),
    Doctype.FOLLOW_UP: ("section.follow_up", "section.any", "section.audit"),
    Doctype.DIRECTIVE: ("section.any", "section.directive"),
    Doctype.RESPONSE: ("section.response", "section.any"),
}
_NOT_ITEMS = frozenset({Role.ATTENDANCE, Role.SIGNATURES, Role.CONTENTS, Role.ANNEX})
_LONGEST_HEADING = 300  # characters of a heading that are looked at
_ENOUGH_ITEMS = 3  # after so many items "Ordförande" is an item, no label of the front page


def own_role(title: str, pack: Pack, doctype: Doctype) -> Role | None:
    """Return the role that a heading's own words give, None where they give none.

    Example:
        >>> from auditkit.lang import load_pack
        >>> own_role("Sammanfattande bedömning", load_pack("sv"), Doctype.AUDIT_REPORT).value
        'assessment'
    """
    key = heading_key(title[:_LONGEST_HEADING])
    for group in _GROUPS.get(doctype, ("section.any",)):
        for rule in pack.rules(group):
            if rule.value and rule.pattern.search(key):
                return Role(rule.value)
    return None


def assign_roles(
    headings: Sequence[Heading],
    parents: Sequence[int | None],
    pack: Pack,
    doctype: Doctype,
    title: str | None = None,
) -> tuple[Role, ...]:
    """Return the role of every heading, in order; a parent stands before its children.

    Args:
        headings: The headings of one part.
        parents: The index of each heading's parent, None at the top.
        pack: The language pack.
        doctype: What kind of document the part is.
        title: The part's title; the first heading that is it has the role of a title.

    Example:
        >>> from auditkit.lang import load_pack
        >>> headings = [Heading(block=0, title="Iakttagelser", level=1, number="4"),
        ...             Heading(block=2, title="Riskhantering", level=2, number="4.1")]
        >>> roles = assign_roles(headings, [None, 0], load_pack("sv"), Doctype.AUDIT_REPORT)
        >>> [role.value for role in roles]
        ['observation', 'observation']
    """
    items = agenda_indices(headings, parents, pack) if doctype is Doctype.MINUTES else frozenset()
    titled = _title_index(headings, title)
    default = Role.RESPONSE if doctype is Doctype.RESPONSE else Role.BODY
    roles: list[Role] = []
    for index, heading in enumerate(headings):
        parent = parents[index]
        above = roles[parent] if parent is not None else None
        own = own_role(heading.title, pack, doctype)
        if index == titled and index not in items:
            roles.append(Role.TITLE)
        elif index in items:
            listed = matches(pack, "agenda.actions", heading_key(heading.title))
            roles.append(Role.ACTIONS if listed else Role.AGENDA_ITEM)
        elif own is not None and not (above in _STRONG and own in _TOPICS):
            roles.append(own)
        elif above is not None and above in _INHERITED:
            roles.append(above)
        elif titled is not None and index < titled:
            roles.append(Role.TITLE)
        else:
            roles.append(default)
    return tuple(roles)


def _title_index(headings: Sequence[Heading], title: str | None) -> int | None:
    """Return the first heading that is the title, or part of it."""
    if title is None:
        return None
    key = heading_key(title).casefold()
    for index, heading in enumerate(headings):
        own = heading_key(heading.title).casefold()
        if own == key or key.startswith(own + " ") or own.startswith(key):
            return index
    return None


def agenda_indices(
    headings: Sequence[Heading], parents: Sequence[int | None], pack: Pack
) -> frozenset[int]:
    """Return which headings of minutes are items of the agenda, lettered sub-items included.

    Numbered headings are the items where there are at least two of one style; in minutes
    without numbers every heading is one that is no title, names no part of an item, and is
    not merely the name of a group of others.

    Example:
        >>> from auditkit.lang import load_pack
        >>> headings = [Heading(block=0, title="Närvarande", level=1),
        ...             Heading(block=1, title="Budget", level=1, number="§ 1"),
        ...             Heading(block=2, title="Beslut", level=2),
        ...             Heading(block=4, title="Nästa möte", level=1, number="§ 2")]
        >>> sorted(agenda_indices(headings, [None, None, 1, None], load_pack("sv")))
        [1, 3]
    """
    numbered = [i for i, h in enumerate(headings) if h.number and not h.run_in]
    unnumbered = _unnumbered_items(headings, parents, pack)
    styles: dict[str, list[int]] = {}
    for index in numbered:
        number = headings[index].number or ""
        if number_depth(number) == 1:
            styles.setdefault(_style(number), []).append(index)
    if styles:
        best = max(styles.values(), key=len)
        marked = _style(headings[best[0]].number or "") != ""
        before = sum(index < best[0] for index in unnumbered)
        early = before < _ENOUGH_ITEMS or len(best) > 2 * len(unnumbered)
        if marked or len(best) >= 2 and early:
            return frozenset(best) | _sub_items(headings, best)
    return unnumbered


def _style(number: str) -> str:
    """Return the form of a number: what stands before its digits."""
    lead = number.rstrip("0123456789abcdefgåäö ").strip().casefold()
    return "§" if lead in ("$", "&", "§§") else lead


def _sub_items(headings: Sequence[Heading], items: Sequence[int]) -> frozenset[int]:
    """Return the lettered headings below the numbered items."""
    first = items[0]
    return frozenset(
        i for i, h in enumerate(headings) if i > first and h.number and number_depth(h.number) == 0
    )


def _unnumbered_items(
    headings: Sequence[Heading], parents: Sequence[int | None], pack: Pack
) -> frozenset[int]:
    """Return the items of minutes without numbers."""
    with_children = {parent for parent in parents if parent is not None}
    found: set[int] = set()
    signed = False
    for index, heading in enumerate(headings):
        own = own_role(heading.title, pack, Doctype.MINUTES)
        signed = signed or own is Role.SIGNATURES
        reports = own is Role.ATTENDANCE and len(found) >= _ENOUGH_ITEMS and not signed
        opening = not found and own is Role.BACKGROUND  # "Bakgrund" below no item is one
        below = heading.run_in or not opening and _under_item(heading, pack)
        if heading.number or below or own in _NOT_ITEMS and not reports:
            continue
        following = headings[index + 1] if index + 1 < len(headings) else None
        is_group = (
            following is not None
            and following.block == heading.block + 1
            and not _under_item(following, pack)
        )
        is_title = heading.block == 0 or index == 0 and index in with_children
        is_group = is_group or parents[index] in found  # a part of an item
        key = heading_key(heading.title)
        names_kind = (
            matches(pack, "doctype.head", key.replace(" ", ""))
            or not found
            and matches(pack, "doctype.head", key)
        )
        if not (is_group or is_title or names_kind):
            found.add(index)
    return frozenset(found)


def _under_item(heading: Heading, pack: Pack) -> bool:
    """Tell whether a heading names a part of an item, not an item."""
    return heading.run_in or matches(pack, "heading.under_item", heading_key(heading.title))
