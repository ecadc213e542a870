/** A detector of unusual behaviour over a topic of security events, with Kafka Streams and exactly-once processing. */
package com.example.anomaly;
