package com.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.testkit.SourceContract;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Everything that is true of every source is inherited; only what is special is written here. */
class HelloSourceTest extends SourceContract {

    private long greetings;

    @Override
    protected Class<? extends SourceConnector> connectorClass() {
        return HelloSource.class;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("name", "hello", "topic", "greetings", "interval.ms", "1", "greetings", Long.toString(greetings));
    }

    @Override
    protected List<String> produce(int count) {
        var from = greetings + 1;
        greetings += count;
        return LongStream.rangeClosed(from, greetings)
                .mapToObj(number -> "Hello, world! (" + number + ")")
                .toList();
    }

    @Override
    protected String identity(SourceRecord record) {
        return (String) record.value();
    }

    @Test
    void greetsByKey() throws Exception {
        var expected = produce(1);
        try (var run = start()) {
            assertThat(pollSome(run))
                    .singleElement()
                    .satisfies(record -> assertThat(record.key()).isEqualTo("world"))
                    .satisfies(record -> assertThat(identity(record)).isEqualTo(expected.get(0)));
        }
    }
}
