#!/bin/sh
# What pre-commit runs, on every system that has git: `scripts/hook.sh VERB …` is `python -m scripts VERB …` in .venv/full.
cd "$(dirname "$0")/.." || exit 1
for python in .venv/full/bin/python .venv/full/Scripts/python.exe; do
  if [ -x "$python" ]; then
    exec "$python" -m scripts "$@"
  fi
done
echo ".venv/full is missing: run \`make check\` once, which sets it up"
exit 1
