/**
 * What connectors hang into Kafka's clients: {@code partitioner.class} and {@code interceptor.classes} of {@code
 * producer.override.*} and {@code consumer.override.*}. There are no such clients here; {@link
 * io.leat.runtime.client.ProducerExtensions} and {@link io.leat.runtime.client.ConsumerExtensions} call the extensions where
 * the clients would, and are empty, and cost a look at a flag, where a connector names none.
 *
 * <p>{@code ClientClasses} finds their classes, {@code Interceptors} calls several one after the other and survives their
 * failures, {@code Placement} asks a partitioner, to which {@code ClusterView} shows the log as a cluster of one node.
 *
 * <p>Knows nothing of tasks; one object belongs to one run of one task.
 */
@NullMarked
package io.leat.runtime.client;

import org.jspecify.annotations.NullMarked;
