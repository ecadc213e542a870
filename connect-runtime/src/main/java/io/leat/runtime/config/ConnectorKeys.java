package io.leat.runtime.config;

/** Keys of connector configurations that the worker itself reads; their names are Kafka Connect's. */
public final class ConnectorKeys {

    public static final String NAME = "name";
    public static final String CONNECTOR_CLASS = "connector.class";
    public static final String CONNECTOR_VERSION = "connector.plugin.version";
    public static final String TASKS_MAX = "tasks.max";
    public static final String TASKS_MAX_ENFORCE = "tasks.max.enforce";
    public static final String CONFIG_RELOAD = "config.action.reload";
    public static final String TASK_CLASS = "task.class";
    public static final String TOPICS = "topics";
    public static final String TOPICS_REGEX = "topics.regex";
    public static final String TRANSFORMS = "transforms";
    public static final String PREDICATES = "predicates";
    public static final String DLQ_TOPIC = "errors.deadletterqueue.topic.name";
    public static final String EXACTLY_ONCE = "exactly.once.support";
    public static final String TRANSACTION_BOUNDARY = "transaction.boundary";
    public static final String TOPIC_CREATION = "topic.creation.";
    public static final String TOPIC_CREATION_GROUPS = "topic.creation.groups";

    static final String VERSION_SUFFIX = ".plugin.version";

    private ConnectorKeys() {}
}
