package io.leat.distribution.log;

import io.leat.broker.Broker;
import io.leat.broker.quota.Pace;
import io.leat.broker.quota.QuotaKey;
import io.leat.broker.transaction.LongTransactions;
import io.leat.runtime.GroupAdmin;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.WriterSpec;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.common.Node;

/** The embedded log as the worker's port sees it. Closing the broker is the caller's. */
public final class EmbeddedLog implements Log {

    private final Broker broker;
    private final TopicTable table;
    private final EmbeddedTopics topics;
    private final EmbeddedGroups groups;
    private final Clock clock;

    /** @param reserved topics that no reader gets by a pattern: those that the worker keeps its state in */
    public EmbeddedLog(Broker broker, Set<String> reserved) {
        this(broker, reserved, Clock.systemUTC());
    }

    /** @param clock tells when a time before the present was */
    EmbeddedLog(Broker broker, Set<String> reserved, Clock clock) {
        this.broker = broker;
        this.clock = clock;
        this.table = new TopicTable(broker, reserved);
        this.topics = new EmbeddedTopics(broker.topics(), table);
        this.groups = new EmbeddedGroups(broker.groups(), broker.groupDirectory(), broker.localGroups(), table);
        broker.topics().addListener(table);
        broker.topics().addListener(groups);
    }

    @Override
    public String clusterId() {
        return broker.clusterId();
    }

    @Override
    public Node node() {
        return broker.node();
    }

    @Override
    public TopicAdmin topics() {
        return topics;
    }

    @Override
    public GroupAdmin groups() {
        return groups;
    }

    @Override
    public LogWriter writer(WriterSpec spec) {
        var open = new OpenAppend(table, WriterSettings.of(spec.overrides()));
        var target = spec.transactionalId()
                .map(id -> atomic(id, timeout(spec)))
                .orElseGet(() -> new PlainTarget(spec.durable()));
        return new EmbeddedWriter(open, target, pace(QuotaKey.PRODUCER_BYTE_RATE, spec.clientId()));
    }

    /**
     * How long a transaction may be open: as long as the process lives, if nobody says otherwise. The one minute of Kafka's
     * clients is there because a broker does not know whether its client is alive, which this one does.
     */
    private static int timeout(WriterSpec spec) {
        return PositiveNumber.of(spec.overrides(), "transaction.timeout.ms", LongTransactions.UNTIL_RESTART);
    }

    private AppendTarget atomic(String transactionalId, int timeoutMs) {
        var producer = broker.producers().open(transactionalId);
        return new AtomicTarget(producer, broker.producers().longTransactions(producer, timeoutMs));
    }

    /** The worker has a principal like any client, so quotas hold for it too. */
    private Pace pace(QuotaKey key, String clientId) {
        return broker.quotas().pace(key, broker.security().worker().getName(), clientId);
    }

    @Override
    public LogReader reader(ReaderSpec spec) {
        return new EmbeddedReader(spec, table, groups, pace(QuotaKey.CONSUMER_BYTE_RATE, spec.clientId()), clock);
    }
}
