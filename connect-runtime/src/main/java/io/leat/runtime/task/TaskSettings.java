package io.leat.runtime.task;

import java.time.Duration;
import java.util.Map;

/**
 * What tasks take from the worker's configuration.
 *
 * @param groupId the worker's {@code group.id}, the first part of transactional ids
 * @param offsetFlushInterval {@code offset.flush.interval.ms}: between two commits of a task
 * @param offsetFlushTimeout {@code offset.flush.timeout.ms}: how long a commit may take
 * @param stopGrace how long a source's poll may go on after a stop was asked for, before its {@code stop} is called
 *     from another thread to end it
 * @param stallTimeout {@code task.stall.timeout.ms}: after which a call that should return soon is given up, unless the
 *     connector has a time of its own; zero for never
 * @param bufferMemory {@code worker.buffer.memory}: bytes for records on their way in all tasks together
 * @param topicCreation {@code topic.creation.enable}: whether a connector's {@code topic.creation.*} count
 * @param workerConfig the worker's properties: {@code exactly.once.source.support}, the converters, and what begins with {@code producer.} and {@code
 *     consumer.}
 */
public record TaskSettings(
        String groupId,
        Duration offsetFlushInterval,
        Duration offsetFlushTimeout,
        Duration stopGrace,
        Duration stallTimeout,
        long bufferMemory,
        boolean topicCreation,
        Map<String, String> workerConfig) {

    public TaskSettings {
        workerConfig = Map.copyOf(workerConfig);
    }

    /** Whether connectors may set the boundaries of transactions. */
    boolean exactlyOnce() {
        return "enabled".equals(workerConfig.getOrDefault("exactly.once.source.support", "enabled"));
    }

    /** Without the worker's properties: they may hold secrets. */
    @Override
    public String toString() {
        return "TaskSettings[" + groupId + "]";
    }
}
