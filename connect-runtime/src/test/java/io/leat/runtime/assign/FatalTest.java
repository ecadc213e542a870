package io.leat.runtime.assign;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.runtime.RequestException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FatalTest {

    /** What Kafka's clients throw within a KafkaException while a name server is away. */
    private static final ConfigException UNRESOLVABLE =
            new ConfigException("No resolvable bootstrap urls given in bootstrap.servers");

    static Stream<Throwable> comeBackAtEveryStart() {
        return Stream.of(
                new ConfigException("a.key", 1, "is wrong"),
                new ConfigFault("a.key is wrong"),
                new RequestException.Invalid("no such plugin"),
                new NoClassDefFoundError("a/Missing"),
                new ConnectException("start failed", new ConfigException("deeper down")),
                new ConnectException(
                        "start failed", new KafkaException("client", new NoClassDefFoundError("a/Missing"))));
    }

    static Stream<Throwable> mayPass() {
        return Stream.of(
                new ConnectException("the server hung up"),
                new RetriableException("try later"),
                new RequestException.Unreadable("the secrets are not mounted yet"),
                new RequestException.TimedOut("the plugin is slow"),
                new KafkaException("Failed to construct kafka consumer", UNRESOLVABLE),
                new ConnectException(new KafkaException("Failed to create new KafkaAdminClient", UNRESOLVABLE)),
                new NullPointerException(),
                new OutOfMemoryError());
    }

    @ParameterizedTest
    @MethodSource("comeBackAtEveryStart")
    void failuresOfTheConfigurationAreFatal(Throwable failure) {
        assertThat(Fatal.isFatal(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("mayPass")
    void otherFailuresAreNot(Throwable failure) {
        assertThat(Fatal.isFatal(failure)).isFalse();
    }
}
