/**
 * What the tests run against: Leat's broker in this process, Apache Kafka as a child process, or a cluster that is already
 * there. {@link io.leat.compatibility.cluster.TestCluster} chooses by the system properties {@code cluster} and {@code
 * bootstrap.servers}, starts it before a class and stops it after.
 */
@NullMarked
package io.leat.compatibility.cluster;

import org.jspecify.annotations.NullMarked;
