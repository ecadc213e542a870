package io.leat.connect.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNamesTest {

    @ParameterizedTest
    @CsvSource({
        "topic, topic",
        "maxRetries, max.retries",
        "maxInFlightRequests, max.in.flight.requests",
        "s3BucketName, s3.bucket.name",
        "topicURL, topic.url",
        "URLPrefix, url.prefix"
    })
    void separatesWordsByDots(String component, String key) {
        assertThat(KeyNames.dotted(component)).isEqualTo(key);
    }
}
