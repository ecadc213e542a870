package io.leat.broker.group;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.server.util.PartitionMetadataClient;

/** The coordinator asks this for share groups alone, which are not offered. */
final class NoShareGroups implements PartitionMetadataClient {

    @Override
    public Map<TopicPartition, CompletableFuture<OffsetResponse>> listLatestOffsets(Set<TopicPartition> partitions) {
        throw new UnsupportedOperationException("Share groups are not offered.");
    }

    @Override
    public void close() {}
}
