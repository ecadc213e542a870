package io.leat.broker.handler.topic;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.broker.disk.Force;
import io.leat.broker.group.GroupConfigs;
import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.topic.BrokerSettings;
import io.leat.broker.topic.MetadataLog;
import io.leat.broker.topic.TopicSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** A broker whose handlers are called without a network; what they answer is brought through its bytes. */
final class Served implements AutoCloseable {
    static final int NODE = 7;

    final Broker broker;
    private final MetadataLog metadata;
    private final BrokerSettings brokerSettings;
    private final GroupConfigs groupConfigs;
    final DenyingAccess access = new DenyingAccess();

    Served(Path folder, Map<String, String> settings) {
        var all = new HashMap<>(Map.of("log.min.free.bytes", "0", "num.partitions", "3"));
        all.putAll(settings);
        broker = Broker.open(BrokerConfig.of(folder.resolve("data"), all));
        metadata = MetadataLog.open(folder, Force.DISK, false);
        var config = BrokerConfig.of(folder, all);
        brokerSettings = config.withChanges(metadata);
        groupConfigs = new GroupConfigs(metadata, config.groups());
    }

    /** Asks the handler of the request's key, in the request's version. */
    <R extends AbstractResponse> R ask(AbstractRequest request, Class<R> type) {
        return ask(request, new TopicSettings(true, true, false), type);
    }

    <R extends AbstractResponse> R ask(AbstractRequest request, TopicSettings settings, Class<R> type) {
        var key = request.apiKey();
        var handlers = TopicHandlers.of(
                new TopicPorts(broker.topics(), settings, brokerSettings, groupConfigs, broker.quotas(), access),
                new OneNode());
        var handler =
                handlers.stream().filter(one -> one.key() == key).findFirst().orElseThrow();
        @SuppressWarnings("unchecked")
        var typed = (Handler<AbstractRequest>) handler;
        var answer = (Answer.Reply)
                typed.handle(request, caller(key, request.version())).join();
        var bytes = MessageUtil.toByteBufferAccessor(answer.response().data(), request.version());
        return type.cast(AbstractResponse.parseResponse(key, bytes, request.version()));
    }

    static RequestContext caller(ApiKeys key, short version) {
        return new RequestContext(
                new RequestHeader(key, version, "client", 1),
                "connection",
                InetAddress.getLoopbackAddress(),
                new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "alice"),
                new ListenerName("PLAINTEXT"),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                false);
    }

    @Override
    public void close() {
        broker.close();
        metadata.close();
    }

    private final class OneNode implements ServerNode {
        @Override
        public String clusterId() {
            return broker.clusterId();
        }

        @Override
        public int id() {
            return NODE;
        }

        @Override
        public Node endpoint(ListenerName listener) {
            return new Node(NODE, listener.value().toLowerCase(java.util.Locale.ROOT) + ".example", 9092);
        }
    }
}
