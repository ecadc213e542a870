#!/usr/bin/env bash
# Prints the tests that pass in the first file of results and not in the second; ends with 1 if there are any.
# usage: compare.sh CONTROL.tsv LEAT.tsv
set -euo pipefail
join -t $'\t' -j 1 <(cut -f1,2 "$1" | sort) <(cut -f1,2 "$2" | sort) | awk -F'\t' '$2 == "PASS" && $3 != "PASS"' |
  { ! grep . ; }
