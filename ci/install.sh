#!/usr/bin/env bash
# Install the tool into an environment of its own: what TOOL names, or the action's own revision.
set -euo pipefail
place=${RUNNER_TEMP:-/tmp}/sahelrisk-tool
python -m venv "$place"
bin=$place/bin
if [ -d "$place/Scripts" ]; then bin=$place/Scripts; fi
"$bin/python" -m pip install --quiet --disable-pip-version-check "${TOOL:-$GITHUB_ACTION_PATH}"
echo "$bin" >>"$GITHUB_PATH"
"$bin/sahelrisk" --version
