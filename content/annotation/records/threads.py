"""Replies as threads under what they answer, and annotations that stand for themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from content.annotation.records.model import Annotation


class Reply(NamedTuple):
    """A reply in a thread; `depth` is 1 for an answer to the mark, 2 for an answer to that, and so on."""

    annotation: Annotation
    depth: int = 1


class Threads:
    """The replies among live annotations, each below what it answers, in the order of time.

    `is_there` says of an id whether something may be answered under it: by default, what is among the annotations.
    """

    def __init__(self, live: Iterable[Annotation], is_there: Callable[[str], bool] | None = None) -> None:
        annotations = {one.id: one for one in live}
        there = is_there or annotations.__contains__
        replies = sorted(
            (one for one in annotations.values() if one.reply_to is not None),
            key=lambda one: (one.created or one.time, one.id),
        )
        self._answers: defaultdict[str, list[Annotation]] = defaultdict(list)
        for one in replies:
            self._answers[one.reply_to or ""].append(one)
        self._roots = _roots({one.id: one.reply_to or "" for one in replies})
        self.strays = tuple(one for one in replies if not there(one.reply_to or "") or self._roots[one.id] == one.id)
        """Replies whose mark is not there: it was deleted, or never came. What answers them is in their threads."""

    def concerns(self, id: str) -> bool:
        """Whether an annotation is one of the replies, or is answered by one."""
        return id in self._roots or id in self._answers

    def __bool__(self) -> bool:
        """Whether there are any replies."""
        return bool(self._roots)

    def under(self, id: str) -> tuple[Reply, ...]:
        """The thread under an annotation, each reply followed by the answers to it."""
        if id not in self._answers:  # as with most marks
            return ()
        found: list[Reply] = []
        seen = {id}
        waiting = [Reply(one) for one in reversed(self._answers.get(id, ()))]
        while waiting:
            reply = waiting.pop()
            if reply.annotation.id in seen:  # a circle
                continue
            seen.add(reply.annotation.id)
            found.append(reply)
            answers = reversed(self._answers.get(reply.annotation.id, ()))
            waiting += [Reply(one, reply.depth + 1) for one in answers]
        return tuple(found)

    def root(self, id: str) -> str:
        """The id of what a thread is about: that of the mark for a reply in it, and `id` itself for anything else.

        Of replies that answer one another in a circle, it is the least id.
        """
        return self._roots.get(id, id)


def _roots(parents: dict[str, str]) -> dict[str, str]:
    """Where each reply leads, step by step from parent to parent."""
    roots: dict[str, str] = {}
    for name in parents:
        path: dict[str, int] = {}
        at = name
        while at in parents and at not in roots and at not in path:
            path[at] = len(path)
            at = parents[at]
        if at in path:  # a circle
            at = min(list(path)[path[at] :])
        root = roots.get(at, at)
        roots.update(dict.fromkeys(path, root))
    return roots
