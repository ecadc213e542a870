#!/usr/bin/env bash
# Runs librdkafka's own suite, test by test, against a running broker, and writes one line a test: name, result, seconds.
# usage: librdkafka.sh SOURCES BOOTSTRAP RESULTS.tsv [TEST…]
#   SOURCES    librdkafka's sources, configured and built (make libs && make -C tests build)
#   KAFKA_LIBS the folder of Apache Kafka's jars (default: ../stock-kafka/target/libs)
#   PROTOCOL   group protocol of its consumers: classic (default) or consumer
#   PARALLEL   tests at a time (default 3);  LIMIT  seconds for one test (default 240)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sources=$(cd "$1" && pwd); export BROKERS=$2; results=$3; shift 3
export KAFKA_LIBS=${KAFKA_LIBS:-$here/../stock-kafka/target/libs} KAFKA_VERSION=4.3.1
export TEST_CONSUMER_GROUP_PROTOCOL=${PROTOCOL:-classic} LIMIT=${LIMIT:-240}
mkdir -p "${results%.tsv}.logs"; logs=$(cd "${results%.tsv}.logs" && pwd); export logs
# The folder that its tests take for Kafka's distribution.
export KAFKA_PATH=$logs/kafka
mkdir -p "$KAFKA_PATH"; ln -sfn "$here/kafka/bin" "$KAFKA_PATH/bin"; ln -sfn "$KAFKA_LIBS" "$KAFKA_PATH/libs"
cd "$sources/tests"
printf 'metadata.broker.list=%s\ntest.topic.random=true\ntest.timeout.multiplier=3\n' "$BROKERS" > "$logs/test.conf"
export RDKAFKA_TEST_CONF=$logs/test.conf LD_LIBRARY_PATH=../src:../src-cpp

# Neither tests against librdkafka's own mock cluster, nor share groups, which Leat does not have.
if [ $# -eq 0 ]; then
  set -- $(grep -oE '^ +_TEST\([0-9]{4}_[a-z0-9_]+' test.c | sed 's/ *_TEST(//' | grep -vE '_mock|_local|share|^8|^0009|telemetry')
fi
one() {
  local start=$SECONDS state=FAIL
  TESTS=$1 TEST_REPORT= timeout "$LIMIT" ./test-runner -p1 -L -Q > "$logs/$1.log" 2>&1 && state=PASS
  grep -qE "[ m]$1 +\| +SKIPPED" "$logs/$1.log" && state=SKIP
  printf '%s\t%s\t%s\n' "$1" "$state" $((SECONDS - start))
}
export -f one
printf '%s\n' "$@" | xargs -P "${PARALLEL:-3}" -I{} bash -c 'one {}' | sort > "$results"
cut -f2 "$results" | sort | uniq -c
