#!/usr/bin/env bash
# Review the change against COMMIT: Markdown for the summary and the comment, HTML and JSON to keep.
set -uo pipefail
options=()
if [ -n "${TLP:-}" ]; then options+=(--tlp "$TLP"); fi
while IFS= read -r gate; do
  if [ -n "${gate//[[:space:]]/}" ]; then options+=(--fail-if "$gate"); fi
done <<<"${FAIL_IF:-}"

sahelrisk review "$COMMIT" --dossier "$DOSSIER" --format markdown ${options[@]+"${options[@]}"} \
  --output "$OUT/review.html" --output "$OUT/review.json" >"$OUT/review.md" 2>"$OUT/review.log"
code=$?

while IFS= read -r line; do
  case $line in
  'gate crossed'*) echo "::error title=sahelrisk gate::${line//%/%25}" ;;
  *) printf '%s\n' "$line" ;;
  esac
done <"$OUT/review.log"
cat "$OUT/review.md" >>"$GITHUB_STEP_SUMMARY"
echo "code=$code" >>"$GITHUB_OUTPUT"
