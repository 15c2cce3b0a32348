#!/usr/bin/env bash
# Runs `samlab check` and writes every report. Exit code: that of the check (0 passed, 1 findings, 2 wrong settings).
#   SAMLAB_CONFIG_FILE  settings of the check; default: samlab-check.yaml, if it exists
#   SAMLAB_ARGS         further arguments, one per line
#   SAMLAB_REPORTS      folder of the reports, without a comma or a colon in its name; default: samlab-reports
set -euo pipefail
# shellcheck source=pipelines/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

reports=${SAMLAB_REPORTS:-samlab-reports}
if [[ "$reports" == *[,:]* ]]; then
  echo "samlab: the folder of the reports must have no comma and no colon in its name, not \"$reports\"." >&2
  exit 2
fi
mkdir -p "$reports"
read_arguments
code=0
samlab check ${arguments[@]+"${arguments[@]}"} \
  --report "junit:$reports/check.xml,sarif:$reports/check.sarif,ctrf:$reports/check.ctrf.json,json:$reports/check.json,markdown:$reports/check.md" || code=$?

if [[ -n "${GITHUB_STEP_SUMMARY:-}" && -f "$reports/check.md" ]]; then cat "$reports/check.md" >>"$GITHUB_STEP_SUMMARY"; fi
output reports "$reports"
if [[ -f "$reports/check.sarif" ]]; then output sarif "$reports/check.sarif"; fi
output exit-code "$code"
exit "$code"
