"""All that depends on the operating system and its file systems, in one place.

Everything else takes files as bytes, paths as `pathlib` has them, and names as they are. What is
run is Linux; what is said here of Windows and macOS follows their documentation, and the tests
play them.
"""

from __future__ import annotations

import errno
import os
import re
import shlex
import signal
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import FrameType

WINDOWS = os.name == "nt"
FOLDS_NAMES = WINDOWS or sys.platform == "darwin"
"""Whether names that differ only in capitals, or in how an accent is encoded, are one file."""

BINARY = getattr(os, "O_BINARY", 0)
"""Windows otherwise writes CRLF for LF, and reads up to the first Ctrl-Z."""
PRIVATE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_NO_FOLLOW, _NO_WAIT = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
READ = os.O_RDONLY | BINARY | PRIVATE | _NO_WAIT
"""How a file is opened to be read: a pipe is not waited for."""
CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY | PRIVATE | _NO_FOLLOW
"""How a file is opened that must not be there yet."""

NO_LINKS = frozenset(
    {
        errno.EPERM,  # FAT on Linux, some network file systems
        errno.EINVAL,  # FAT on Windows: ERROR_INVALID_FUNCTION
        errno.ENOSYS,
        errno.ENOTSUP,  # exFAT on macOS
        errno.EOPNOTSUPP,
        errno.EXDEV,
        errno.EMLINK,
    }
)
"""What `os.link` answers where a file system has no hard links, or none to spare."""
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})

_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")
"""What ends a program from outside; Windows has no SIGHUP."""
_SHELLS_ADD = 128

_SIZES, _WIDEST = ("COLUMNS", "LINES", "TERMINAL_WIDTH"), 1000

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{name}{number}" for name in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"}
)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows opens no folders, and some disks sync none."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def climbs(path: str) -> bool:
    r"""Return whether a relative path, written with /, may lead out of its folder on any system.

    `..\x` and `C:\x` do on Windows. There a colon also names a stream beside a file, `aux.toml` a
    device, and `a.toml.` the file `a.toml`.
    """
    windows, posix = PureWindowsPath(path), PurePosixPath(path)
    if ".." in windows.parts or windows.drive or windows.root or posix.is_absolute():
        return True
    return WINDOWS and (":" in path or any(map(is_special, windows.parts)))


def is_special(name: str) -> bool:
    """Return whether Windows takes a name for a device, or for another name."""
    return name.endswith((".", " ")) or name.partition(".")[0].rstrip(" ").casefold() in _DEVICES


def file_name(path: str) -> str:
    """Return what the file system takes a name for: those that differ are two files."""
    if not FOLDS_NAMES:
        return path
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


_LIKE_AN_ESCAPE = re.compile("\\\\+(?=x[89a-f][0-9a-f]|[\udc80-\udcff])")


def printable(path: str) -> str:
    r"""Return a path as text: a byte that is no UTF-8 (`C\xf4te`, of a Windows ZIP) as an escape.

    Such a name can be opened, but neither printed nor hashed. Backslashes that a name has of its
    own before what reads like an escape, or is one, are doubled, so that no two names look alike.
    """
    if "\\" in path and not WINDOWS:
        path = _LIKE_AN_ESCAPE.sub(lambda found: 2 * found[0], path)
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def relative(path: Path, start: Path) -> str:
    """Return a path as seen from a folder, written with /; on another drive it stays whole."""
    try:
        found = os.path.relpath(path, start)
    except ValueError:
        return path.as_posix()
    return found.replace(os.sep, "/")


def is_within(path: str, folder: str) -> bool:
    """Return whether a real path is a folder or lies below it; not on another drive."""
    try:
        return os.path.commonpath([folder, path]) == os.path.normpath(folder)
    except ValueError:
        return False


def command_words(command: str) -> list[str]:
    r"""Return a command of a variable such as EDITOR as its words; raises ValueError.

    On Windows a backslash is no escape (`C:\tools\vim.exe`), and a path with blanks may stand bare.
    """
    if not WINDOWS:
        return shlex.split(command) or [command]
    if Path(command).is_file():
        return [command]
    words = shlex.split(command, posix=False)
    return [_unquoted(word) for word in words] or [command]


def _unquoted(word: str) -> str:
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"
    return word[1:-1] if quoted else word


def shows_colour() -> bool:
    """Return whether a terminal acts on escape sequences; old consoles of Windows print them."""
    if os.environ.get("TERM") == "dumb":
        return False
    if not WINDOWS:
        return True
    from rich.console import detect_legacy_windows  # noqa: PLC0415  only there, and dear

    return not detect_legacy_windows()


def bound_sizes(environment: MutableMapping[str, str]) -> None:
    """Bound what the environment says of the terminal's size, and forget what is no number.

    The libraries that print take any digits for a width, of any script, and fill lines up to it.
    """
    for name in _SIZES:
        digits = environment.get(name, "").strip().lstrip("0")
        if digits.isascii() and digits.isdigit():
            environment[name] = digits if len(digits) < len(str(_WIDEST)) else str(_WIDEST)
        else:
            environment.pop(name, None)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let what would end the program wait, so that what is written is there whole or not at all.

    The last signal is sent again at the end.
    """
    came: list[int] = []
    with _handled(lambda number, _: came.append(number)):
        yield
    if came:
        signal.raise_signal(came[-1])


@contextmanager
def signals_raising() -> Iterator[None]:
    """Turn signals that would kill without a word into SystemExit."""
    with _handled(_stop, only_default=True):
        yield


def end_by_exit() -> None:
    """Turn them into SystemExit from now on, so that whoever has made something takes it away."""
    for number in _stopping():
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stopping() -> list[int]:
    """Return the signals of this system; outside the main thread they are left alone."""
    if threading.current_thread() is not threading.main_thread():
        return []
    found = (getattr(signal, name, None) for name in _STOPPING)
    return [number for number in found if number is not None]


@contextmanager
def _handled(
    handler: Callable[[int, FrameType | None], object], *, only_default: bool = False
) -> Iterator[None]:
    before = {}
    for number in _stopping():
        is_default = signal.getsignal(number) is signal.SIG_DFL
        if is_default or not (only_default or signal.getsignal(number) is signal.SIG_IGN):
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, one in before.items():
            signal.signal(number, one)


def _stop(number: int, _: FrameType | None) -> None:
    raise SystemExit(_SHELLS_ADD + number)
