"""Compressed bytes from others -> bytes, within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from corpus.errors import InputError

# What comes may grow to more than the second figure times its size only while it is below the first: web pages pack
# 3 to 15 times smaller, a bomb up to 1,000 times.
UNCHECKED_BYTES = 1 << 20
MAX_EXPANSION = 100
GZIP = 16 + zlib.MAX_WBITS
DEFLATE = zlib.MAX_WBITS
_PIECE = 1 << 16


def inflated(chunks: Iterable[bytes], wbits: int = GZIP) -> Iterator[bytes]:
    """The unpacked pieces of `chunks`. Raises InputError where they are damaged, cut off or grow without measure."""
    unpacker = zlib.decompressobj(wbits)
    packed = unpacked = 0
    for chunk in chunks:
        packed += len(chunk)
        waiting: bytes | None = chunk
        while waiting is not None:
            if unpacker.eof:  # gzip files may be strung together; what else follows one is padding
                if wbits != GZIP or not waiting.startswith(b"\x1f\x8b"):
                    return
                unpacker = zlib.decompressobj(wbits)
            try:
                piece = unpacker.decompress(waiting, _PIECE)
            except zlib.error as error:
                raise InputError(f"the compressed content is damaged ({error})") from error
            unpacked += len(piece)
            if unpacked > max(UNCHECKED_BYTES, MAX_EXPANSION * packed):
                raise InputError(f"the content unpacks to more than {MAX_EXPANSION} times its size")
            if piece:
                yield piece
            if unpacker.eof:
                waiting = unpacker.unused_data or None
            else:  # a full piece may have more behind it, even where no input is left
                waiting = unpacker.unconsumed_tail or (b"" if len(piece) == _PIECE else None)
    if packed and not unpacker.eof:
        raise InputError("the compressed content is cut off")
