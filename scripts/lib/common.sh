# shellcheck shell=bash disable=SC2034
# What every script here shares. Source it; it runs nothing by itself.

set -euo pipefail

# The repository's root, whatever folder the script was called from.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Everything that is built once and kept lives outside the work tree.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/falco-responder

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 2
}

need() { # command, what to do when it is missing
  command -v "$1" >/dev/null 2>&1 || fail "$1 is missing; $2"
}

# Prints a script's own header: the comment block after its first line.
print_help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"; }
