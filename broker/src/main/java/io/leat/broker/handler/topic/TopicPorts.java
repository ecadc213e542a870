package io.leat.broker.handler.topic;

import io.leat.broker.group.GroupConfigs;
import io.leat.broker.quota.Quotas;
import io.leat.broker.security.Access;
import io.leat.broker.topic.BrokerSettings;
import io.leat.broker.topic.TopicSettings;
import io.leat.broker.topic.Topics;

/** What the handlers of this package work on. */
public record TopicPorts(
        Topics topics,
        TopicSettings settings,
        BrokerSettings brokerSettings,
        GroupConfigs groupConfigs,
        Quotas quotas,
        Access access) {}
