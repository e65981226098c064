#!/usr/bin/env bash
# Write the dossier as a site beside the review; one with errors, which Check told, has none.
set -uo pipefail
options=()
if [ -n "${TLP:-}" ]; then options+=(--tlp "$TLP"); fi
if ! sahelrisk site "$OUT/site" --dossier "$DOSSIER" ${options[@]+"${options[@]}"}; then
  echo "::warning title=sahelrisk site::no site was written; the log says why"
fi
