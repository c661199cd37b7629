"""What must not stand in the repository."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOSTS = ("py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org")


def tracked():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:  # an exported tree: look at everything that is not made here
        return [
            p for p in ROOT.rglob("*") if p.is_file() and not set(p.parts) & {".venv", ".cache"}
        ]
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_no_file_names_a_package_registry():
    for path in tracked():
        if path.suffix == ".pdf" or not path.exists():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in HOSTS if host in text], path


def test_every_locked_requirement_carries_hashes():
    for path in (ROOT / "requirements").glob("*.txt"):
        for requirement in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip()):
            assert "--hash=sha256:" in requirement, f"{path.name}: {requirement[:60]}"
