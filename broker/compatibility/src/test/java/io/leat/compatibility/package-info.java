/**
 * The clients and tools of others against the broker, as their users run them. Each test class has a cluster of its own
 * ({@link io.leat.compatibility.cluster.TestCluster}); programs run as child processes ({@link
 * io.leat.compatibility.process.Program}). With {@code -Dcluster=apache} the same tests run against Apache Kafka, and must
 * pass there too: a test that fails on Kafka is wrong.
 */
@NullMarked
package io.leat.compatibility;

import org.jspecify.annotations.NullMarked;
