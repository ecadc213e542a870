package io.leat.broker.group;

import io.leat.broker.topic.TopicDescription;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;

/**
 * The topics as Kafka's coordinator wants to see them: it assigns their partitions and forgets offsets of those that go.
 * Where replicas are does not matter to it, so none are named. Used by one thread at a time.
 */
final class TopicImages {
    private MetadataImage image = MetadataImage.EMPTY;

    /** What is new, and everything. */
    record Change(MetadataDelta delta, MetadataImage image) {}

    Change add(Collection<TopicDescription> topics) {
        var delta = delta();
        topics.forEach(topic -> replay(delta, topic));
        return applied(delta);
    }

    /** Empty if the coordinator would see no difference. */
    Optional<Change> put(TopicDescription topic) {
        var known = image.topics().getTopic(topic.id());
        return known != null && known.partitions().size() >= topic.partitions()
                ? Optional.empty()
                : Optional.of(add(List.of(topic)));
    }

    /** Empty for a topic that was never added. */
    Optional<Change> remove(Uuid id) {
        if (image.topics().getTopic(id) == null) {
            return Optional.empty();
        }
        var delta = delta();
        delta.replay(new RemoveTopicRecord().setTopicId(id));
        return Optional.of(applied(delta));
    }

    private void replay(MetadataDelta delta, TopicDescription topic) {
        var known = image.topics().getTopic(topic.id());
        if (known == null) {
            delta.replay(new TopicRecord().setName(topic.name()).setTopicId(topic.id()));
        }
        var first = known == null ? 0 : known.partitions().size();
        for (var partition = first; partition < topic.partitions(); partition++) {
            delta.replay(new PartitionRecord().setTopicId(topic.id()).setPartitionId(partition));
        }
    }

    private MetadataDelta delta() {
        return new MetadataDelta.Builder().setImage(image).build();
    }

    private Change applied(MetadataDelta delta) {
        image = delta.apply(new MetadataProvenance(image.offset() + 1, 0, 0, true));
        return new Change(delta, image);
    }
}
