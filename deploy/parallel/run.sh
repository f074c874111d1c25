#!/usr/bin/env bash
# A plan on one machine, by GNU parallel: as many jobs at a time as there are cores, with its progress. Run again to resume.
#   run.sh OUT [JOBS]
set -euo pipefail
out=$1
jobs=${2:-$(nproc)}
archive=$(dirname "$0")/../archive/archive.mjs
shares=$((jobs * 8)) # small shares: what takes long holds up little
seq 0 $((shares - 1)) | parallel --jobs "$jobs" --retries 3 --eta node "$archive" run "$out" "{}/$shares"
node "$archive" status "$out"
