# shellcheck shell=bash
# For the other scripts: `source` it.

# The samlab of the project, never one from a registry.
samlab() {
  npx --no-install samlab "$@"
}

# Reads SAMLAB_CONFIG_FILE, and SAMLAB_ARGS with one argument per line, into the array `arguments`. Lines are not split, and nothing in them is expanded.
read_arguments() {
  arguments=()
  if [[ -n "${SAMLAB_CONFIG_FILE:-}" ]]; then arguments+=(--config "$SAMLAB_CONFIG_FILE"); fi
  local line
  while IFS= read -r line || [[ -n "$line" ]]; do
    line=${line%$'\r'}
    if [[ -n "$line" ]]; then arguments+=("$line"); fi
  done <<<"${SAMLAB_ARGS:-}"
}

# Gives later steps a value: `output NAME VALUE`. A value has one line, so that it cannot set another name.
output() {
  local value=${2//[$'\r\n']/ }
  if [[ -n "${GITHUB_OUTPUT:-}" ]]; then printf '%s=%s\n' "$1" "$value" >>"$GITHUB_OUTPUT"; fi
}
