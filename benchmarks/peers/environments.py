"""An environment for each peer: made from its pinned requirements (systems/NAME.txt) where there is none yet."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.peers.child import SYSTEMS, PeerError, say

INSTALL_SECONDS = 1800


def python_of(name: str, environments: Path) -> str:
    """The interpreter of the peer's environment, which is made or renewed if need be. Raises PeerError."""
    requirements = SYSTEMS / f"{name}.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    folder = environments / name
    python, installed = folder / "bin" / "python", folder / ".installed"
    if installed.exists() and installed.read_text() == wanted:
        return str(python)
    say(f"{name}: installing its packages, some minutes once")
    command = [str(python), "-m", "pip", "install", "-q", "--no-cache-dir", "--disable-pip-version-check"]
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run([*command, "-r", str(requirements)], check=True, stdout=sys.stderr, timeout=INSTALL_SECONDS)
    except subprocess.CalledProcessError as error:
        raise PeerError(f"its packages could not be installed (pip ended with {error.returncode})") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerError(f"its packages could not be installed ({type(error).__name__})") from error
    installed.write_text(wanted)
    return str(python)


def version_of(python: str, package: str) -> str:
    """The installed version of a package in an environment; "" where that cannot be told."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()
