#!/usr/bin/env bash
# How long the log takes to open after kill -9: restart.sh [topics] [megabytes] [folder]
# With root, the page cache is dropped before the second measurement.
set -euo pipefail
topics=${1:-50} megabytes=${2:-10240} folder=${3:-$(mktemp -d)/data}
cd "$(dirname "$0")/.."
mvn -B -q -Dquick -pl broker -am test-compile dependency:build-classpath -Dmdep.outputFile=target/restart.classpath
classpath="broker/target/test-classes:broker/target/classes:$(cat broker/target/restart.classpath)"
bench() { java -Xmx1g -cp "$classpath" -Dorg.slf4j.simpleLogger.log.org.apache.kafka=error io.leat.broker.RestartBench "$@"; }

mkdir -p "$folder"
bench fill "$folder" "$topics" "$megabytes" > "$folder.out" &
filler=$!
trap 'kill -9 $filler 2>/dev/null || true' EXIT
until grep -q filled "$folder.out"; do kill -0 $filler; sleep 1; done
kill -9 $filler
cat "$folder.out"

# Each measurement gets the same crash: opening would repair it.
measure() {
    cp -a --reflink=auto "$folder" "$folder.copy"
    sync
    if [ "$1" = cold ]; then
        sync; echo 3 2>/dev/null > /proc/sys/vm/drop_caches || { echo "cold: needs root"; rm -r "$folder.copy"; return; }
    fi
    echo "$1: $(bench open "$folder.copy" 2>&1 | grep -E 'opened|Opened' | tr '\n' ' ')"
    rm -r "$folder.copy"
}
measure warm
measure cold
rm -r "$folder" "$folder.out"
