"""From bytes to text: UTF-8, UTF-16, windows-1256 and their kin, told apart by the bytes.

Python's and charset-normalizer's guesses were tried on Arabic news first: for short texts they
confuse windows-1256 with other single-byte encodings, so the choice is by what Arabic looks like.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from kg.errors import SourceError
from kg.sources.mojibake import repair

_BOMS: Final = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_MAGIC: Final = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"), (b"SQLite format", "a database"), (b"OggS", "a sound file"),
    (b"ID3", "a sound file"), (b"{\\rtf", "an RTF document"),
)  # fmt: skip
_CANDIDATES: Final = ("cp1256", "iso8859-6", "cp720")
#: Share of each letter in Arabic news, in per mille, the commonest fourteen.
_COMMON: Final = {
    "ا": 165, "ل": 121, "ي": 72, "م": 57, "ن": 57, "و": 52, "ر": 46,
    "ت": 42, "ع": 34, "ب": 33, "د": 27, "ف": 27, "ه": 25, "س": 24,
}  # fmt: skip
_MARKS: Final = frozenset("،؛؟«»“”–—…\u064b\u200c\u200d\u200e\u200fأإآءؤئةىـ")
_WORDS: Final = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|عن|قال|التي|الذي|مع|هذا|بعد)(?!\w)")
_CONTROL: Final = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1a\x1b\x0b")
_PRINTABLE: Final = bytes(b for b in range(256) if b not in _CONTROL)
_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of an article, clean (see `clean`).

    Args:
        data: all bytes of it.
        name: what to call the input in messages.
        declared: encoding that the page itself names, believed only if the bytes agree.

    Raises:
        SourceError: not text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean(_strictly(data, encoding, name))
    text = _try(data, "utf-8")
    if text is not None and not data.translate(None, _PRINTABLE):
        return clean(text)
    if encoding16 := _utf16(data):
        return clean(_strictly(data, encoding16, name))
    _refuse_binary(data, name, utf8=text is not None)
    if text is not None:
        return clean(text)
    return clean(_single_byte(data, declared, name))


def clean(text: str) -> str:
    r"""Text that every later format can hold, character for character.

    Line ends become `\n` (as Python reads text files), garbled lines are repaired; control
    characters become spaces and lone surrogates U+FFFD, one for one, so offsets stay.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub(" ", repair(text)))


def has_arabic(text: str) -> bool:
    """Whether there is any Arabic letter."""
    return re.search("[\u0620-\u064a\u066e-\u06d3]", text) is not None


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: marked as {encoding} but broken at byte {error.start}; save it again as UTF-8"
        ) from error


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is then one of a few high bytes."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    high = b"\x00\x06\x20\xfe"
    for encoding, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(byte in high for byte in half) > 0.9 * len(half):
            return encoding
    return None


def _refuse_binary(data: bytes, name: str, *, utf8: bool) -> None:
    """Raise SourceError for what is no text; archives do leave a stray NUL in UTF-8, though."""
    what = next((label for magic, label in _MAGIC if data.startswith(magic)), None)
    sample = data[:65536]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if what or (b"\0" in sample and not utf8) or control > max(utf8, 0.02 * len(sample)):
        raise SourceError(
            f"{name}: not text but {what or 'binary data'}; "
            "give the article as .txt, .html or .jsonl (a scan needs text recognition first)"
        )


def _single_byte(data: bytes, declared: str | None, name: str) -> str:
    """Not UTF-8: UTF-8 with a few broken bytes, or one of the single-byte encodings."""
    lenient = data.decode("utf-8", "replace")
    beyond = sum(byte > 127 for byte in data[:65536])
    if lenient[:65536].count("\ufffd") * 20 < beyond:
        return lenient
    names = (*((declared,) if declared else ()), *_CANDIDATES)
    best, text = max(
        ((arabicness(text), text) for text in (_try(data, n) for n in names) if text is not None),
        key=lambda pair: pair[0], default=(0.0, ""),
    )  # fmt: skip
    if best > 0.3:
        return text
    western = data.decode("cp1252", "replace")
    if beyond * 4 < min(len(data), 65536):
        return western
    raise SourceError(f"{name}: its encoding was not recognised; save it again as UTF-8")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        # cp1256 defines every byte; the others may meet one they do not know
        return None


def arabicness(text: str) -> float:
    """How much the letters of a text look like Arabic prose, about 0 (not) to 1 (surely)."""
    sample = text[:20000]
    letters = [char for char in sample if ord(char) > 127]
    if not letters:
        return 0.0
    common = sum(_COMMON.get(char, 0) for char in letters) / len(letters) / 75
    marks = sum(char in _MARKS for char in letters) / len(letters)
    words = len(_WORDS.findall(sample)) / max(1, len(sample.split()))
    arabic = sum("\u0621" <= char <= "\u0652" for char in letters) / len(letters)
    return arabic * min(1.0, 0.6 * common + words + marks)
