#!/usr/bin/env bash
# Source → topic → sink through a Leat of its own; one line of JSON per form.
# usage: bench/pipeline.sh        needs: a built tree (./leat --version), curl
# env: RECORDS=1000000 ROWS=500000 RATE=1000 SECONDS_AT_RATE=20 FORMS="bytes json latency" LEAT_OPTS DURABILITY=fsync
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/leat-bench.XXXXXX")
mvn -B -q -Dquick -DskipTests -f "$root/pom.xml" -pl bench/plugin -am package
"$root/leat" server --set data.dir="$work/data" --set listeners=http://127.0.0.1:0 --set broker.listeners= --set log.durability="${DURABILITY:-fsync}" \
  --set plugin.path="$root/bench/plugin/target/plugin" > "$work/out" 2> "$work/log" &
leat=$!
trap 'kill $leat 2> /dev/null || true; wait $leat 2> /dev/null || true; rm -rf "$work"' EXIT
until rest=$(sed -n 's/.*Leat is ready: REST \([^ ]*\).*/\1/p' "$work/out") && [ -n "$rest" ]; do
  kill -0 $leat || { cat "$work/log" >&2; exit 1; }
  sleep 0.05
done

cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.2f", ($12 + $13) / hz }' "/proc/$leat/stat"; }

run() { # name form records rate warmup converter
  local body before
  before=$(cpu)
  body='"key.converter":"org.apache.kafka.connect.storage.StringConverter","value.converter":"'$6'","value.converter.schemas.enable":"false"'
  curl -sf -o /dev/null -H 'Content-Type: application/json' "$rest/connectors" -d '{"name":"'"$1"'-sink","config":{'"$body"',
    "connector.class":"io.leat.bench.plugin.MeasuringSink","topics":"bench-'"$1"'","records":"'"$3"'","warmup":"'"$5"'","figures":"'"$work/$1"'"}}'
  curl -sf -o /dev/null -H 'Content-Type: application/json' "$rest/connectors" -d '{"name":"'"$1"'-source","config":{'"$body"',
    "connector.class":"io.leat.bench.plugin.MeasuredSource","topic":"bench-'"$1"'","records":"'"$3"'","form":"'"$2"'","rate":"'"$4"'"}}'
  until [ -s "$work/$1" ]; do kill -0 $leat; sleep 0.05; done
  echo "{\"form\":\"$1\",\"cpu_s\":$(awk -v a="$(cpu)" -v b="$before" 'BEGIN{printf "%.2f", a - b}'),$(cut -c2- "$work/$1")"
  curl -sf -o /dev/null -X DELETE "$rest/connectors/$1-source"
  curl -sf -o /dev/null -X DELETE "$rest/connectors/$1-sink"
}

rate=${RATE:-1000}
for form in ${FORMS:-bytes json latency}; do
  case $form in
    bytes) run bytes bytes "${RECORDS:-1000000}" 0 0 org.apache.kafka.connect.converters.ByteArrayConverter ;;
    json) run json json "${ROWS:-500000}" 0 0 org.apache.kafka.connect.json.JsonConverter ;;
    latency) run latency bytes $((rate * (${SECONDS_AT_RATE:-20} + 3))) "$rate" $((rate * 3)) \
      org.apache.kafka.connect.converters.ByteArrayConverter ;;
    *) echo "unknown form $form: bytes, json, latency" >&2; exit 2 ;;
  esac
done
