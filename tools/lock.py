"""Write requirements/*.txt: every version with its hashes, a week old at the least.

The week lets others find what is wrong with a release. ``run`` takes the versions of ``dev``, so
that what was tested is what runs.
"""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COOL_DOWN = timedelta(days=7)


def main() -> int:
    """Compile each list of requirements."""
    until = datetime.now(UTC).date() - COOL_DOWN  # noqa: TID251 - a tool, not the product
    for name, rest in (
        ("setup", []),
        ("dev", []),
        ("run", ["--constraints", "requirements/dev.txt"]),
    ):
        command = [
            str(Path(sys.executable).parent / "uv"), "pip", "compile", "--quiet", "--universal",
            "--generate-hashes", "--no-emit-index-url", "--no-header", "--python-version", "3.11",
            "--exclude-newer", until.isoformat(), "--upgrade", *rest,
            f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
        ]  # fmt: skip
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
