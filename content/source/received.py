"""What was received: the bytes of a briefing before they are read, and what the reader said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.document.text import decode

if TYPE_CHECKING:
    from content.document.text import Decoded


class Options(NamedTuple):
    """What the reader said: the format and the charset of the input, and what of it to show.

    `column` names the text column of a table; `whole_page` shows of a page all, not the article alone.
    """

    as_format: str | None = None
    whole_page: bool = False
    column: str | None = None
    encoding: str | None = None


NO_OPTIONS = Options()


class Received(NamedTuple):
    """The bytes of one file, page or part of a container.

    `source` is what `Document.source` will be; `suffix` that of its file name in lower case, with its dot, or empty;
    `charset` the one that the sender named, believed when it fits; `depth` how many containers it was taken out of.
    """

    data: bytes
    source: str
    suffix: str = ""
    charset: str | None = None
    options: Options = NO_OPTIONS
    depth: int = 0

    def decoded(self, declared: str | None = None) -> Decoded:
        """The text; `declared` is the charset that the bytes themselves name, used when the sender named none.

        Raises InputError for what is not text, UsageError when the reader named something that is not a charset.
        """
        return decode(self.data, self.charset or declared, forced=self.options.encoding)

    def part(self, number: int, data: bytes, suffix: str = "", charset: str | None = None) -> Received:
        """The part of this container with that number, from 1: an entry, a mail, a member, an attachment.

        What the reader said of the container's format and charset does not hold for it.
        """
        options = self.options._replace(as_format=None, encoding=None)
        source = f"{self.source}#{number}"
        return Received(data, source, suffix, charset, options, self.depth + 1)
