/**
 * Consumer groups on Kafka's group coordinator; the only package that touches kafka-group-coordinator and
 * kafka-coordinator-common. {@link io.leat.broker.group.Groups} is the way in, with a port for each kind of user: the
 * protocol's handlers ({@link io.leat.broker.group.GroupRequests}), transactions ({@link
 * io.leat.broker.group.TransactionalOffsets}), and this process ({@link io.leat.broker.group.GroupOffsets}, {@link
 * io.leat.broker.group.LocalGroups}).
 *
 * <p>How data flows: a request becomes an event in the coordinator's queue, which one thread works off. It changes the
 * state in memory and writes records through {@code OffsetsWriter} to a partition of {@code __consumer_offsets}; when the
 * high watermark tells that they are on disk the answer goes out. At start {@code OffsetsLoader} plays the records back.
 * Topics reach the coordinator as images ({@code TopicImages}). May see {@code topic}, {@code log} and {@code disk}.
 */
@NullMarked
package io.leat.broker.group;

import org.jspecify.annotations.NullMarked;
