package io.leat.broker.topic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The topics of the log. Changes are durable when the method returns. Safe for use from any thread.
 *
 * <p>Errors are Kafka's: {@link org.apache.kafka.common.errors.InvalidTopicException} for a name that Kafka would
 * refuse or that differs from another one's in '.' and '_' only, {@link org.apache.kafka.common.errors.InvalidPartitionsException}, {@link
 * org.apache.kafka.common.errors.InvalidConfigurationException} naming the setting, {@link
 * org.apache.kafka.common.errors.TopicExistsException}, {@link
 * org.apache.kafka.common.errors.UnknownTopicOrPartitionException}, {@link
 * org.apache.kafka.common.errors.KafkaStorageException} if the change could not be stored.
 */
public interface Topics {

    /** Stands for {@code num.partitions}. */
    int DEFAULT_PARTITIONS = -1;

    /** Names in alphabetical order, internal ones included. */
    List<String> list();

    Optional<TopicDescription> describe(String name);

    Optional<TopicDescription> describe(Uuid id);

    /**
     * Makes a topic.
     *
     * @param partitions at least 1, or {@link #DEFAULT_PARTITIONS}
     * @param overrides settings under Kafka's topic keys, such as {@code cleanup.policy}
     */
    TopicDescription create(String name, int partitions, Map<String, String> overrides);

    /** Finds out what {@link #create(Collection, IntConsumer)} would answer, short of a disk's failure. */
    List<Creation> check(Collection<NewTopic> topics);

    /**
     * Makes several topics with one write to disk; one that cannot be made does not keep the others from it. Names are
     * there once.
     *
     * @param allowance told the number of partitions of each topic that can be made, before it is; a Kafka error that it
     *     throws refuses this topic
     * @return in the order of {@code topics}
     */
    List<Creation> create(Collection<NewTopic> topics, IntConsumer allowance);

    /** Throws what {@link #grow} would throw, short of a disk's failure. */
    void checkGrowth(String name, int partitions);

    /** Throws what {@link #alter} would throw, short of a disk's failure. */
    void checkOverrides(String name, Map<String, String> overrides);

    /** Whether the partition is there and its files can be written and read. */
    boolean online(TopicPartition partition);

    /** Adds empty partitions until there are {@code partitions}. */
    TopicDescription grow(String name, int partitions);

    /** Replaces all overrides of the topic. */
    TopicDescription alter(String name, Map<String, String> overrides);

    /**
     * Deletes a topic with its records. Readers and writers of its partitions get {@code
     * UnknownTopicOrPartitionException} from now on; the files go later, also over a restart.
     */
    void delete(String name);

    void addListener(TopicListener listener);

    void removeListener(TopicListener listener);
}
