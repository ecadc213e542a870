package io.leat.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.ValidationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationViewTest {

    private final ValidationResult result =
            new ValidationResult("c", 0, List.of(), List.of(), List.of("Unknown key hue"));

    @Test
    void tellsWarningsToThoseWhoAskForThem() {
        assertThat(ValidationView.of(result, true).warnings()).containsExactly("Unknown key hue");
    }

    @Test
    void answersAsKafkaConnectDoesOtherwise() {
        assertThat(ValidationView.of(result, false).warnings()).isNull();
    }
}
