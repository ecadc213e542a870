package io.leat.runtime.plugin;

import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** The kinds of plugin, with the name that REST gives each and the class that its service file is named for. */
public enum PluginType {
    SOURCE("source", SourceConnector.class),
    SINK("sink", SinkConnector.class),
    CONVERTER("converter", Converter.class),
    HEADER_CONVERTER("header_converter", HeaderConverter.class),
    TRANSFORMATION("transformation", Transformation.class),
    PREDICATE("predicate", Predicate.class),
    CONFIG_PROVIDER("configprovider", ConfigProvider.class),
    REST_EXTENSION("rest_extension", ConnectRestExtension.class),
    METRICS_REPORTER("metrics_reporter", MetricsReporter.class),
    OVERRIDE_POLICY("connector_client_config_override_policy", ConnectorClientConfigOverridePolicy.class),
    PARTITIONER("partitioner", Partitioner.class),
    PRODUCER_INTERCEPTOR("producer_interceptor", ProducerInterceptor.class),
    CONSUMER_INTERCEPTOR("consumer_interceptor", ConsumerInterceptor.class);

    private final String wireName;
    private final Class<?> contract;

    PluginType(String wireName, Class<?> contract) {
        this.wireName = wireName;
        this.contract = contract;
    }

    public String wireName() {
        return wireName;
    }

    public Class<?> contract() {
        return contract;
    }
}
