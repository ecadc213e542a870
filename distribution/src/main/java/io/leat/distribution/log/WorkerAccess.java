package io.leat.distribution.log;

import io.leat.broker.caller.InProcessCaller;
import io.leat.broker.security.Access;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/**
 * What the worker's principal may do. Each question is put to the broker once and again when access has changed. The topics
 * of the worker's own state are always its own. Safe for use from any thread.
 */
final class WorkerAccess {
    /** Answers that are remembered at most. */
    private static final int MAX_ANSWERS = 10_000;

    private final Access access;
    private final InProcessCaller caller;
    private final Set<String> own;
    private volatile Answers answers;

    /** @param own the topics of the worker's state */
    WorkerAccess(Access access, KafkaPrincipal worker, Set<String> own) {
        this.access = access;
        this.caller = new InProcessCaller(worker, "worker");
        this.own = Set.copyOf(own);
        this.answers = Answers.none(access.epoch());
    }

    private record Question(AclOperation operation, ResourceType type, String name) {}

    /** @param write whether a topic may be written, which is asked with each append */
    private record Answers(long epoch, ConcurrentMap<Question, Boolean> known, ConcurrentMap<String, Boolean> write) {

        static Answers none(long epoch) {
            return new Answers(epoch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        boolean isFull() {
            return known.size() > MAX_ANSWERS || write.size() > MAX_ANSWERS;
        }
    }

    /** Another number whenever answers may have changed. */
    long epoch() {
        return access.epoch();
    }

    /** @throws TopicAuthorizationException saying what to do about it */
    void require(AclOperation operation, String topic) {
        if (!allows(operation, topic)) {
            throw new TopicAuthorizationException(denial(operation, "topic", topic), Set.of(topic));
        }
    }

    /** @throws GroupAuthorizationException saying what to do about it */
    void requireGroup(String group) {
        if (!ask(new Question(AclOperation.READ, ResourceType.GROUP, group))) {
            throw new GroupAuthorizationException(denial(AclOperation.READ, "group", group), group);
        }
    }

    /** @throws TopicAuthorizationException if neither all topics nor this one may be made */
    void requireCreation(String topic) {
        if (!ask(new Question(AclOperation.CREATE, ResourceType.CLUSTER, Access.CLUSTER))) {
            require(AclOperation.CREATE, topic);
        }
    }

    boolean allows(AclOperation operation, String topic) {
        if (own.contains(topic)) {
            return true;
        }
        return operation == AclOperation.WRITE
                ? current().write.computeIfAbsent(topic, name -> decide(operation, ResourceType.TOPIC, name))
                : ask(new Question(operation, ResourceType.TOPIC, topic));
    }

    private boolean ask(Question question) {
        return current().known.computeIfAbsent(question, asked -> decide(asked.operation, asked.type, asked.name));
    }

    private boolean decide(AclOperation operation, ResourceType type, String name) {
        return access.allows(caller, operation, type, name);
    }

    private Answers current() {
        var current = answers;
        if (current.epoch != access.epoch() || current.isFull()) {
            current = Answers.none(access.epoch());
            answers = current;
        }
        return current;
    }

    private String denial(AclOperation operation, String kind, String name) {
        var principal = caller.principal();
        var option = operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
        return principal + " may not " + operation + " " + kind + " " + name
                + ". Allow it with kafka-acls --add --allow-principal " + principal + " --operation " + option + " --"
                + kind + " " + name + ", or name it in super.users, then restart the task.";
    }
}
