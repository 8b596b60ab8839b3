#!/bin/sh
# Builds the wheel, installs it with locked dependencies into an environment of its own, and uses it from elsewhere.
set -eu
python="${1:-python3}"
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
server=""
stop() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"; }
trap stop EXIT INT TERM

"$python" -m venv "$work/env"
pip="$work/env/bin/pip --quiet --disable-pip-version-check"
$pip install --require-hashes -r "$root/requirements/run.txt"
$pip install --require-hashes -r "$root/requirements/build.txt"
$pip wheel --no-deps --no-build-isolation --wheel-dir "$work" "$root"
$pip install --no-deps "$work"/wesaid-*.whl
cd "$work"
wesaid="$work/env/bin/wesaid"

printf 'text,hat\nFirst words,carer\n"Two\nlines",staff\n' > said.csv
"$wesaid" trail import said.csv --project "From the wheel" --map csv --data "$work/one" --json | grep -q '"kept": 2'
"$wesaid" trail export --project "From the wheel" -o out.zip --data "$work/one" >/dev/null
"$wesaid" trail import out.zip --data "$work/two" >/dev/null
"$wesaid" trail export --project "From the wheel" -o again.zip --data "$work/two" >/dev/null
cmp out.zip again.zip
"$wesaid" check --data "$work/two" >/dev/null

"$wesaid" serve --demo --data "$work/demo" --port 0 > served.txt &
server=$!
for _second in $(seq 180); do grep -q "http" served.txt && break; sleep 1; done
address=$(sed -n 's/.* is at //p' served.txt)
"$work/env/bin/python" - "$address" <<'PYTHON'
import sys
import urllib.request

page = urllib.request.urlopen(sys.argv[1]).read().decode()
assert "invented" in page, page[:400]
style = page.split('rel="stylesheet" href="')[1].split('"')[0]
assert len(urllib.request.urlopen(sys.argv[1].rstrip("/") + style).read()) > 10_000
PYTHON
kill "$server" && server=""
python="$work/env/bin/python"
"$python" "$root/tools/follow_deploy.py" "$wesaid"
echo "ok: the wheel serves, imports, exports, checks, and docs/deploy.md can be followed with it"
