package io.leat.connectors.datagen;

import io.leat.connect.testkit.SourceContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;

class DatagenContractTest extends SourceContract {

    private long available;

    @Override
    protected Class<? extends SourceConnector> connectorClass() {
        return DatagenSource.class;
    }

    @Override
    protected Map<String, String> config() {
        return new HashMap<>(Map.of(
                "name", "gen",
                "topic", "orders",
                "quickstart", "orders",
                "rate.per.second", "0",
                "max.batch.size", "7",
                "records", Long.toString(available)));
    }

    /** The events are there as soon as the bound says so. */
    @Override
    protected List<String> produce(int count) {
        var from = available;
        available += count;
        return LongStream.range(from, available).mapToObj(Long::toString).toList();
    }

    @Override
    protected String identity(SourceRecord record) {
        return ((Map<?, ?>) record.value()).get("orderid").toString();
    }
}
