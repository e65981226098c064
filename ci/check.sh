#!/usr/bin/env bash
# Check the dossier: annotations and every problem in the log, SARIF for code scanning.
set -uo pipefail
options=()
if [ "${STRICT:-false}" = true ]; then options+=(--strict); fi
if [ -n "${COMMIT:-}" ]; then options+=(--from "$COMMIT"); fi
check=(sahelrisk check "$DOSSIER" ${options[@]+"${options[@]}"})

"${check[@]}" --format sarif --output "$OUT/check.sarif"
"${check[@]}" --format github | tee "$OUT/check.txt"
code=${PIPESTATUS[0]}

{
  printf '**sahelrisk check**: '
  if [ -s "$OUT/check.txt" ]; then tail -n 1 "$OUT/check.txt"; else echo 'nothing could be checked; see the log'; fi
  echo
} >>"$GITHUB_STEP_SUMMARY"
echo "code=$code" >>"$GITHUB_OUTPUT"
