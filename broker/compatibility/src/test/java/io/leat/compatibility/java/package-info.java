/** Kafka's Java clients: producers, consumers of both group protocols, transactions, administration. */
@NullMarked
package io.leat.compatibility.java;

import org.jspecify.annotations.NullMarked;
