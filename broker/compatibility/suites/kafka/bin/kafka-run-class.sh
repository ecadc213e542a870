#!/usr/bin/env bash
# A class of Apache Kafka out of $KAFKA_LIBS, as the script of this name in its distribution runs it.
exec java -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "${CLASSPATH:+$CLASSPATH:}$KAFKA_LIBS/*" "$@"
