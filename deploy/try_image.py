#!/usr/bin/env python3
"""Builds what the Dockerfile describes without Docker, and asks one question in it as its user.

    sudo python3 deploy/try_image.py            # Debian, with debootstrap and unshare; a few minutes and 3 GB
    sudo python3 deploy/try_image.py --base ROOT   # ROOT: a Debian 12 tree with python3 and python3-venv

Each stage begins as a copy of a minimal Debian with its Python and carries out the Dockerfile's own COPY, ENV and RUN
lines. The result runs without rights, on a root mounted read-only, without a network, and answers from the sample
corpus. Not tried: the real base image, Docker's layers, and the health check's schedule.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Why was CEIEC sanctioned?"


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """(instruction, the rest of its line) of a Dockerfile, lines joined, comments left out."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name.upper(), rest.strip()


class Image:
    """A root file system in the making; `stages` are those made before, by name."""

    def __init__(self, folder: Path, base: Path, stages: dict[str, Image]) -> None:
        self.folder = folder
        self._stages = stages
        self.environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        self.working, self.user = "/", "0:0"
        subprocess.run(["cp", "--archive", "--reflink=auto", base, folder], check=True)
        shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")

    def carry_out(self, name: str, rest: str) -> None:
        """One instruction. Raises CalledProcessError where a command fails, ValueError for one it does not know."""
        if name in ("ENV", "ARG"):
            for key, value in (part.split("=", 1) for part in shlex.split(rest)):
                given = os.environ.get(key, value) if name == "ARG" else value
                self.environment[key] = re.sub(r"\$(\w+)", lambda known: self.environment[known[1]], given)
        elif name == "WORKDIR":
            self.working = rest
            (self.folder / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif name == "USER":
            self.user = rest
        elif name == "COPY":
            self._copy(*shlex.split(rest))
        elif name == "RUN":
            self._run(re.sub(r"^(--mount=\S+\s+)+", "", rest))
        elif name not in ("VOLUME", "HEALTHCHECK", "STOPSIGNAL", "ENTRYPOINT", "CMD"):
            raise ValueError(f"this script does not know {name}")

    def _copy(self, *words: str) -> None:
        source = ROOT
        if words[0].startswith("--from="):
            source, words = self._stages[words[0].removeprefix("--from=")].folder, words[1:]
        *things, to = words
        target = self.folder / f"{self.working}/{to}".lstrip("/") if not to.startswith("/") else self.folder / to[1:]
        for thing in things:
            at = source / thing.lstrip("/")
            if at.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc") if source == ROOT else None
                shutil.copytree(at, target, symlinks=True, ignore=ignored, dirs_exist_ok=True)
            else:
                shutil.copy(at, target)

    def _run(self, command: str) -> None:
        print(f"RUN {command[:110]}", file=sys.stderr, flush=True)
        pip = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
        there = shlex.quote(f"cd {self.working}; {command}")
        mounts = ["mount -t proc proc {0}/proc"]
        for path in (pip.get("PIP_FIND_LINKS", ""), pip.get("PIP_CERT", "")):  # this machine's own, as pip is told here
            if path.startswith("/") and Path(path).exists():
                inside = self.folder / path.lstrip("/")
                (inside if Path(path).is_dir() else inside.parent).mkdir(parents=True, exist_ok=True)
                if not Path(path).is_dir():
                    inside.touch()
                mounts.append(f"mount --bind {path} {{0}}{path}")
        within = " && ".join([*mounts, f"exec chroot {{0}} /bin/sh -ec {there}"]).replace("{0}", str(self.folder))
        subprocess.run(
            ["unshare", "--mount", "sh", "-ec", within], check=True, env=pip | self.environment, stdout=sys.stderr
        )

    def ask(self, scratch: Path) -> str:
        """What the program answers as the image's user, on a read-only root without a network; `scratch` is /data."""
        user, group = self.user.split(":")
        command = f"cd /data && exec sanctions-bot ask {shlex.quote(QUESTION)}"
        scratch.mkdir()
        os.chown(scratch, int(user), int(group))
        within = f"""
            mount --bind {self.folder} {self.folder}
            mount --bind {scratch} {self.folder}/data
            mount -t tmpfs tmpfs {self.folder}/tmp
            mount -t proc proc {self.folder}/proc
            mount --rbind /dev {self.folder}/dev
            mount -o remount,bind,ro {self.folder}
            if touch {self.folder}/written 2>/dev/null; then echo 'the root is writable' >&2; exit 1; fi
            exec chroot {self.folder} setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --clear-groups \
                --reuid {user} --regid {group} /bin/sh -ec {shlex.quote(command)}
        """
        environment = self.environment | {"HOME": "/data"}
        done = subprocess.run(
            ["unshare", "--mount", "--net", "sh", "-ec", within], check=True, env=environment, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        return done.stdout


def main() -> None:
    """Build, ask, say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", type=Path, help="a minimal Debian tree, in place of one made by debootstrap")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="image-") as made:
        work = Path(made)
        work.chmod(0o755)
        base = options.base or work / "base"
        if options.base is None:
            packages = "--include=python3,python3-venv,ca-certificates"
            subprocess.run(["debootstrap", "--variant=minbase", packages, "bookworm", base], check=True)
        stages: dict[str, Image] = {}
        image: Image | None = None
        for name, rest in instructions((ROOT / "Dockerfile").read_text(encoding="utf-8")):
            if name == "FROM":
                known_as = rest.split()[-1] if " AS " in rest.upper() else f"stage {len(stages)}"
                image = stages[known_as] = Image(work / known_as.replace(" ", "-"), base, stages)
            elif image is not None:
                image.carry_out(name, rest)
        assert image is not None
        program = image.folder / "opt/sanctions-bot"
        size = int(subprocess.run(["du", "-sm", program], check=True, capture_output=True, text=True).stdout.split()[0])
        print(f"{size} MB under /opt/sanctions-bot", file=sys.stderr)
        answer = image.ask(work / "scratch")
        print(answer)
        if "[1]" not in answer:
            sys.exit("no cited answer")


if __name__ == "__main__":
    main()
