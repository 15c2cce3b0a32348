#!/usr/bin/env bash
# Starts the lab in the background and returns once it is healthy; `stop.sh` ends it. Its addresses are outputs, and variables of later steps.
#   SAMLAB_CONFIG_FILE  settings file of the lab; default: samlab.yaml, if it exists
#   SAMLAB_ARGS         further arguments of `samlab start`, one per line
set -euo pipefail
# shellcheck source=pipelines/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

read_arguments
line=$(samlab start --detach --json ${arguments[@]+"${arguments[@]}"})
# Passwords are in that line, so it is not printed.
member() {
  node -e 'const value = JSON.parse(process.argv[1])[process.argv[2]]; console.log(value ?? "")' "$line" "$1"
}
for name in lab idp sp tenantId appId logFile; do
  value=$(member "$name")
  output "$name" "$value"
  echo "samlab: $name $value"
done
if [[ -n "${GITHUB_ENV:-}" ]]; then
  {
    printf 'SAMLAB_LAB_URL=%s\n' "$(member lab)"
    printf 'SAMLAB_IDP_URL=%s\n' "$(member idp)"
  } >>"$GITHUB_ENV"
fi
