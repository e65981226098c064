#!/usr/bin/env bash
# End the job as the gravest part did: 3 for a crossed gate, 1 for problems, 2 for wrong usage.
for code in 3 2 1; do
  if [ "${CHECK:-}" = "$code" ] || [ "${REVIEW:-}" = "$code" ]; then exit "$code"; fi
done
if [ -z "${CHECK:-}" ]; then exit 2; fi
exit $((CHECK + ${REVIEW:-0} > 0))
