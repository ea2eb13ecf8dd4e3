"""White space in HTML: collapsed as a browser does, or kept in preformatted text."""

from __future__ import annotations

from content.source.rendering import InlinePiece


def collapsed(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """The pieces without blanks at the block's ends, at line ends, and after another blank."""
    if len(pieces) == 1 and pieces[0].text == pieces[0].text.strip(" \n"):  # most blocks
        return pieces if pieces[0].text else []
    kept: list[InlinePiece] = []
    last = "\n"
    for piece in pieces:
        text = piece.text
        if last in {" ", "\n"}:
            text = text.lstrip(" ")
        if text.startswith("\n") and kept and last == " ":
            kept[-1] = _without_blank(kept[-1])
        if text:
            kept.append(piece if text is piece.text else InlinePiece(text, piece.styles, piece.image))
            last = text[-1]
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    first = next((at for at, piece in enumerate(kept) if piece.text.lstrip(" \n")), len(kept))
    kept = kept[first:]
    if kept:
        kept[-1] = _without_blank(kept[-1])
    return kept


def _without_blank(piece: InlinePiece) -> InlinePiece:
    return InlinePiece(piece.text.rstrip(" "), piece.styles, piece.image) if piece.text.endswith(" ") else piece


def stripped(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """Preformatted pieces without line ends at both ends."""
    first = next((at for at, piece in enumerate(pieces) if piece.text.strip("\n")), len(pieces))
    pieces = pieces[first:]
    while pieces and not pieces[-1].text.strip("\n"):
        pieces.pop()
    if pieces:
        pieces[0] = InlinePiece(pieces[0].text.lstrip("\n"), pieces[0].styles)
        pieces[-1] = InlinePiece(pieces[-1].text.rstrip("\n"), pieces[-1].styles)
    return pieces
