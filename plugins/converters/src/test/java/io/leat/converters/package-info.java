/** Kafka's JsonConverter is the oracle: both converters get the same input and must give the same answer. */
package io.leat.converters;
