#!/usr/bin/env bash
# Find the commit to compare with: BASE, fetched where the clone is shallow. There is none on a
# new branch, and where the base holds no dossier yet.
set -euo pipefail
folder=${RUNNER_TEMP:-/tmp}/sahelrisk
mkdir -p "$folder"
echo "folder=$folder" >>"$GITHUB_OUTPUT"

case ${BASE:-} in
'') echo "No base: the dossier is only checked." && exit 0 ;;
*[!0]*) ;;
*) echo "A new branch has no base: the dossier is only checked." && exit 0 ;;
esac

here=(git -C "$DOSSIER")
commit=$("${here[@]}" rev-parse --verify --quiet --end-of-options "$BASE^{commit}") || commit=
if [ -z "$commit" ]; then
  if [[ $BASE =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]]; then wanted=$BASE; else wanted=refs/heads/${BASE#origin/}; fi
  if ! "${here[@]}" fetch --quiet --no-tags --depth=1 origin "$wanted"; then
    echo "::error title=sahelrisk::The base is not in this clone and cannot be fetched; set fetch-depth: 0 on actions/checkout."
    exit 2
  fi
  commit=$("${here[@]}" rev-parse --verify --quiet 'FETCH_HEAD^{commit}')
fi

# A branch that is behind the base has removed nothing: it is held to where it left the base.
if fork=$("${here[@]}" merge-base "$commit" HEAD 2>/dev/null); then commit=$fork; fi

prefix=$("${here[@]}" rev-parse --show-prefix)
if ! "${here[@]}" cat-file -e "$commit:${prefix}dossier.toml" 2>/dev/null; then
  echo "The base holds no dossier there: it is only checked."
  exit 0
fi
echo "commit=$commit" >>"$GITHUB_OUTPUT"
