package io.leat.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Secret;
import io.leat.connect.api.settings.Setting;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;

class OnlineCheckTest {

    record Address(
            @Setting(doc = "Host.") String host,
            @Setting(doc = "Password.") Secret password) {}

    /** Tries the host by its name. */
    static final class CheckedSink extends TypedSinkConnector<Address> implements OnlineCheck<Address> {
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private int checks;

        CheckedSink() {
            super(Address.class);
        }

        @Override
        protected SinkWriter open(Address settings, SinkStart start) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void check(Address settings, Problems problems) throws Exception {
            checks++;
            switch (settings.host()) {
                case "refused" -> throw new IOException("connection refused");
                case "denied" -> problems.add("password", "is not accepted by denied");
                case "silent" -> waitForEver();
                default -> assertThat(Thread.currentThread().isDaemon()).isTrue();
            }
        }

        private void waitForEver() throws InterruptedException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }

    private final CheckedSink sink = new CheckedSink();

    private static Map<String, String> config(String host, String... more) {
        var config = new HashMap<>(Map.of("host", host, "password", "hunter22"));
        for (var i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private static Map<String, List<String>> errors(Connector connector, Map<String, String> config) {
        var errors = new HashMap<String, List<String>>();
        connector.validate(config).configValues().forEach(value -> {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        });
        return errors;
    }

    @Test
    void findsNothingWrongWithSettingsThatWork() {
        assertThat(errors(sink, config("good"))).isEmpty();
        assertThat(sink.checks).isEqualTo(1);
    }

    @Test
    void reportsWhatTheCheckFoundByItsKey() {
        assertThat(errors(sink, config("denied")))
                .containsExactly(Map.entry("password", List.of("password: is not accepted by denied")));
    }

    @Test
    void reportsAnExceptionAsAFailedConnection() {
        assertThat(errors(sink, config("refused")).toString()).contains("connection refused");
    }

    @Test
    void givesUpInTimeAndInterruptsTheCheck() throws Exception {
        var errors = errors(sink, config("silent", "connection.validation.timeout.ms", "50"));

        assertThat(errors).containsOnlyKeys("connection.validation.timeout.ms");
        assertThat(errors.toString()).contains("within 50 ms");
        assertThat(sink.interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isSkippedWhereTheUserSaysSo() {
        assertThat(errors(sink, config("refused", "validation.online.enabled", "false")))
                .isEmpty();
        assertThat(sink.checks).isZero();
    }

    @Test
    void isNotTriedWithSettingsThatAreWrongAnyway() {
        assertThat(errors(sink, Map.of("password", "x"))).containsOnlyKeys("host");
        assertThat(sink.checks).isZero();
    }

    @Test
    void itsOwnSettingsAreCheckedToo() {
        assertThat(errors(sink, config("good", "validation.online.enabled", "perhaps")))
                .containsOnlyKeys("validation.online.enabled");
        assertThat(errors(sink, config("good", "validation.online.enable", "true")))
                .containsOnlyKeys("validation.online.enable");
    }

    @Test
    void declaresItsOwnSettings() {
        assertThat(sink.config().names()).contains("validation.online.enabled", "connection.validation.timeout.ms");
        assertThat(sink.settingInfos()).hasSize(4);
    }
}
