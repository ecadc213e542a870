package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.distribution.LeatProcess;
import io.leat.distribution.RestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Debezium reads a PostgreSQL database and writes one, with Leat between them. */
class DebeziumIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 20;
    private static final int UPDATES = 30;

    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void streamsEveryChangeOnceAndInOrderThroughASnapshotAKillAndARestart() {
        database.run("create table counters (id int primary key, n int not null)");
        database.run("alter table counters replica identity full");
        database.run("insert into counters select id, 0 from generate_series(1, " + ROWS + ") id");
        var data = ThirdParty.dataFolder("debezium");

        try (var leat = leat(data)) {
            ThirdParty.create(leat, "shop", source("counters", "shop", false));
            try (var topic = new TopicReader(leat.kafka(), "shop.public.counters")) {
                topic.await(records -> records.size() == ROWS); // the snapshot
                update(1, UPDATES / 3);
                topic.await(records -> records.size() > ROWS + ROWS * 2); // in the middle of the stream
            }
            leat.kill();
        }
        update(UPDATES / 3 + 1, 2 * UPDATES / 3); // while nobody reads
        try (var leat = leat(data)) {
            ThirdParty.awaitRunning(leat, "shop");
            update(2 * UPDATES / 3 + 1, UPDATES);
            try (var topic = new TopicReader(leat.kafka(), "shop.public.counters")) {
                var last = topic.await(DebeziumIT::reachedTheEnd);

                var all = IntStream.rangeClosed(0, UPDATES).boxed().toList();
                assertThat(valuesById(last))
                        .hasSize(ROWS)
                        .allSatisfy((id, values) -> assertThat(values).containsExactlyElementsOf(all));
            }
        }
    }

    @Test
    void copiesATableThroughTheJdbcSink() {
        database.run("create table orders (id int primary key, amount int not null)");
        database.run("insert into orders select id, id * 10 from generate_series(1, 50) id");
        try (var leat = leat(ThirdParty.dataFolder("debezium-jdbc"))) {
            ThirdParty.create(leat, "orders", source("orders", "sales", true));
            ThirdParty.create(leat, "copy", sink());

            database.run("update orders set amount = 1 where id <= 10");
            database.run("insert into orders values (51, 510)");
            database.run("delete from orders where id = 50");

            Awaitility.await("the same rows")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() ->
                            assertThat(copied(leat)).isEqualTo(database.numbers("select id, amount from orders")));
        }
    }

    private static Map<Long, Long> copied(LeatProcess leat) {
        if (!database.texts("select tablename from pg_tables").contains("orders_copy")) {
            var status = new RestClient(leat.rest()).get("/connectors/copy/status");
            assertThat(status.body().toString()).doesNotContain("FAILED");
            return Map.of();
        }
        return database.numbers("select id, amount from orders_copy");
    }

    private static LeatProcess leat(Path data) {
        return ThirdParty.leat(data, Map.of(), "debezium-postgres", "debezium-jdbc");
    }

    private static void update(int from, int to) {
        for (var n = from; n <= to; n++) {
            database.run("update counters set n = " + n);
        }
    }

    private static boolean reachedTheEnd(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                        .filter(record -> payload(record).at("/after/n").asInt() == UPDATES)
                        .count()
                >= ROWS;
    }

    private static Map<Integer, List<Integer>> valuesById(List<ConsumerRecord<byte[], byte[]>> records) {
        var values = new TreeMap<Integer, List<Integer>>();
        for (var record : records) {
            var after = payload(record).at("/after");
            values.computeIfAbsent(after.at("/id").asInt(), id -> new ArrayList<>())
                    .add(after.at("/n").asInt());
        }
        return values;
    }

    private static JsonNode payload(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> source(String table, String prefix, boolean schemas) {
        return Map.ofEntries(
                Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
                Map.entry("database.hostname", "127.0.0.1"),
                Map.entry("database.port", String.valueOf(database.port())),
                Map.entry("database.user", "postgres"),
                Map.entry("database.password", "postgres"),
                Map.entry("database.dbname", "postgres"),
                Map.entry("plugin.name", "pgoutput"),
                Map.entry("slot.name", prefix),
                Map.entry("publication.name", prefix),
                Map.entry("publication.autocreate.mode", "filtered"),
                Map.entry("topic.prefix", prefix),
                Map.entry("table.include.list", "public." + table),
                Map.entry("snapshot.mode", "initial"),
                Map.entry("slot.max.retries", "60"),
                Map.entry("slot.retry.delay.ms", "500"),
                Map.entry("poll.interval.ms", "50"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("key.converter.schemas.enable", String.valueOf(schemas)),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter.schemas.enable", String.valueOf(schemas)));
    }

    private static Map<String, String> sink() {
        return Map.ofEntries(
                Map.entry("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"),
                Map.entry("topics", "sales.public.orders"),
                Map.entry("connection.url", "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres"),
                Map.entry("connection.username", "postgres"),
                Map.entry("connection.password", "postgres"),
                Map.entry("insert.mode", "upsert"),
                Map.entry("delete.enabled", "true"),
                Map.entry("primary.key.mode", "record_key"),
                Map.entry("schema.evolution", "basic"),
                Map.entry("collection.name.format", "orders_copy"),
                Map.entry("consumer.override.auto.offset.reset", "earliest"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("key.converter.schemas.enable", "true"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter.schemas.enable", "true"));
    }
}
