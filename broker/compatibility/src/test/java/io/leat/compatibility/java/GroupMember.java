package io.leat.compatibility.java;

import io.leat.compatibility.cluster.JavaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** A member of a group that reads on a thread of its own and commits after every poll. */
final class GroupMember {
    private enum End {
        NONE,
        LEAVE,
        VANISH
    }

    private final Consumer<String, String> consumer;
    private final ReadLog log;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Set<TopicPartition> assignment = Set.of();
    private volatile End end = End.NONE;

    private GroupMember(Consumer<String, String> consumer, ReadLog log) {
        this.consumer = consumer;
        this.log = log;
    }

    static GroupMember start(JavaClients clients, String protocol, String assignor, String topic, ReadLog log) {
        var settings = new HashMap<String, Object>();
        settings.put("group.id", topic);
        settings.put("group.protocol", protocol);
        if (protocol.equals("classic")) {
            settings.put("partition.assignment.strategy", assignor);
            settings.put("session.timeout.ms", 3_000);
            settings.put("heartbeat.interval.ms", 300);
        } else {
            settings.put("group.remote.assignor", assignor);
        }
        var member = new GroupMember(clients.consumer(settings), log);
        var thread = new Thread(() -> member.run(topic), "member of " + topic);
        thread.setDaemon(true);
        thread.start();
        return member;
    }

    private void run(String topic) {
        try {
            consumer.subscribe(List.of(topic));
            while (end == End.NONE) {
                consumer.poll(Duration.ofMillis(50)).forEach(log::add);
                assignment = Set.copyOf(consumer.assignment());
                commit();
            }
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        } finally {
            var operation = end == End.VANISH
                    ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                    : CloseOptions.GroupMembershipOperation.DEFAULT;
            consumer.close(CloseOptions.groupMembershipOperation(operation));
            ended.complete(null);
        }
    }

    /** A commit that a rebalance forbids is made up for by the next owner, which reads again. */
    private void commit() {
        try {
            consumer.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            assignment = Set.copyOf(consumer.assignment());
        }
    }

    Set<TopicPartition> assignment() {
        return assignment;
    }

    void leave() {
        end(End.LEAVE);
    }

    /** Ends without a word, so that the group learns of it only when the session runs out. */
    void vanish() {
        end(End.VANISH);
    }

    private void end(End how) {
        end = how;
        ended.join();
    }
}
