#!/usr/bin/env bash
# Ends the lab that `start.sh` started; it is no error when none runs.
#   SAMLAB_ARGS  arguments of `samlab stop`, one per line
set -euo pipefail
# shellcheck source=pipelines/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

SAMLAB_CONFIG_FILE='' read_arguments
samlab stop ${arguments[@]+"${arguments[@]}"}
