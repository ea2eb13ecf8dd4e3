"""A picture made small enough for a screen of cells; runs in a child process, as every parser of hostile bytes does."""

from __future__ import annotations

import base64
import io
import warnings
from typing import TYPE_CHECKING, Any

from content.errors import InputError
from content.source.extras import need

if TYPE_CHECKING:
    from content.source.received import Received

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_MOST_PIXELS = 40_000_000  # of a picture; a camera's has 24
_GROUND = (255, 255, 255)  # under what is transparent, as on paper
_NOT_SHOWN = "This picture is damaged, or of a kind that is not shown here."
_TOO_LARGE = f"This picture has more than {_MOST_PIXELS // 1_000_000} million points: it is not shown here."


def told(received: Received, columns: int, rows: int, colors: int) -> dict[str, Any]:
    """The picture in what was received, as `drawn` gives it."""
    return drawn(received.data, columns, rows, colors)


def drawn(data: bytes, columns: int, rows: int, colors: int) -> dict[str, Any]:
    """A picture that fits so many points across and down: its first frame, upright.

    `points`, in base64, are three bytes each (red, green, blue), row by row; with a number of `colors`, up to 256, one
    byte each, the colour's number in `palette`. `size` is the picture's own in points. Raises InputError for what is
    not a picture or is too large.
    """
    need("PIL", "picture", "pictures")
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")  # of the library about damage that it copes with
    Image.MAX_IMAGE_PIXELS = None  # we have a limit of our own, with a sentence
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            size = opened.size
            if size[0] * size[1] > _MOST_PIXELS:
                raise InputError(_TOO_LARGE)
            opened.draft("RGB", (columns * 2, rows * 2))  # a JPEG is decoded no larger than is needed
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
            upright.thumbnail((columns, rows))
            paper = Image.new("RGBA", upright.size, (*_GROUND, 255))
            flat = Image.alpha_composite(paper, upright).convert("RGB")
            if colors:
                flat = flat.quantize(palette=flat.quantize(colors))  # the second time each error goes to the neighbours
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, IndexError, KeyError, TypeError) as error:
        raise InputError(_NOT_SHOWN) from error
    return {
        "width": flat.width,
        "height": flat.height,
        "size": list(size),
        "points": base64.b64encode(flat.tobytes()).decode(),
        "palette": base64.b64encode(bytes(flat.getpalette() or ())).decode(),
    }
