"""Write what the product is made of as CycloneDX 1.6: packages of Python that run, and what is built into its pages.

python tools/sbom.py [file]     standard output without a file
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
_PINNED: Final = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main() -> int:
    """Write the list; return the exit status."""
    text = json.dumps(make(), ensure_ascii=False, indent=2) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def make() -> dict[str, Any]:
    """Return the list; the same locks give the same list."""
    product = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    parts = sorted([*_of_python(), *_of_npm()], key=lambda part: str(part["purl"]))
    whole = f"pkg:pypi/{product['name']}@{product['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": product["name"],
                "version": product["version"],
                "purl": whole,
                "licenses": [{"license": {"id": product["license"]}}],
            }
        },
        "components": parts,
        "dependencies": [{"ref": whole, "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def _of_python() -> Iterator[dict[str, Any]]:
    """Yield what ``requirements/run.txt`` pins, each with the hashes of its files."""
    text = (ROOT / "requirements" / "run.txt").read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if pinned := _PINNED.match(line):
            name = re.sub(r"[-_.]+", "-", pinned["name"]).lower()
            hashes = [{"alg": "SHA-256", "content": one} for one in sorted(_HASH.findall(line))]
            yield _part(f"pkg:pypi/{name}@{pinned['version']}", name, pinned["version"], hashes)


def _of_npm() -> Iterator[dict[str, Any]]:
    """Yield what ``package-lock.json`` pins and pages may hold."""
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    seen = set()
    for place, package in locked.items():
        name = place.rpartition("node_modules/")[2]
        if not place or package.get("dev") or (name, package["version"]) in seen:
            continue
        seen.add((name, package["version"]))
        purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        yield _part(purl, name, package["version"], [])


def _part(purl: str, name: str, version: str, hashes: list[dict[str, str]]) -> dict[str, Any]:
    part: dict[str, Any] = {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
    }  # fmt: skip
    return part | ({"hashes": hashes} if hashes else {})


if __name__ == "__main__":
    sys.exit(main())
