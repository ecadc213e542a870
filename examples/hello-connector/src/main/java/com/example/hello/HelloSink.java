package com.example.hello;

import io.leat.connect.api.SinkStart;
import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.TypedSinkConnector;
import io.leat.connect.api.settings.Setting;
import java.io.IOException;
import java.nio.file.Path;

/** Appends each value to a file, one per line. */
public final class HelloSink extends TypedSinkConnector<HelloSink.Settings> {

    public record Settings(
            @Setting(doc = "File to append to; made if it does not exist.")
            Path file,

            @Setting(doc = "Put before each line.", defaultValue = "")
            String linePrefix) {}

    public HelloSink() {
        super(Settings.class);
    }

    @Override
    protected SinkWriter open(Settings settings, SinkStart start) throws IOException {
        return new HelloWriter(settings);
    }
}
