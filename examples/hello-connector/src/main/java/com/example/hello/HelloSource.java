package com.example.hello;

import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import io.leat.connect.api.TypedSourceConnector;
import io.leat.connect.api.settings.Setting;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** Greets, again and again. */
public final class HelloSource extends TypedSourceConnector<HelloSource.Settings, HelloSource.Position> {

    static final Map<String, String> PARTITION = Map.of("greeter", "hello");

    public record Settings(
            @Setting(doc = "Topic to write to.") String topic,

            @Setting(doc = "Whom to greet.", defaultValue = "world")
            String whom,

            @Setting(doc = "Time between two greetings.", defaultValue = "1 s", min = 1)
            Duration interval,

            @Setting(doc = "Greetings before it rests; -1 never rests.", defaultValue = "-1", min = -1)
            long greetings) {}

    /** How many greetings were written. */
    public record Position(long count) {}

    public HelloSource() {
        super(Settings.class, Position.class);
    }

    @Override
    protected SourceReader open(Settings settings, SourceStart<Position> start) {
        var count = start.offset(PARTITION).map(Position::count).orElse(0L);
        return new HelloReader(settings, count, start::encode);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
        return ExactlyOnceSupport.SUPPORTED;
    }
}
