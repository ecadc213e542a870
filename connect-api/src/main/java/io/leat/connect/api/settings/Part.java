package io.leat.connect.api.settings;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands behind one component of a settings record: one setting, settings by prefix, or a record of settings. */
sealed interface Part permits Part.Single, Part.ByPrefix, RecordShape {

    /** The component's value; null after a problem was noted, never otherwise. */
    @Nullable
    Object read(Reading reading);

    /** The settings within, in the order of their declaration. */
    Stream<Declared> declared();

    /** One key. */
    record Single(Declared setting) implements Part {

        @Override
        public @Nullable Object read(Reading reading) {
            return reading.single(setting);
        }

        @Override
        public Stream<Declared> declared() {
            return Stream.of(setting);
        }
    }

    /** Every key that begins with the setting's key and a dot. */
    record ByPrefix(Declared setting) implements Part {

        @Override
        public @Nullable Object read(Reading reading) {
            return reading.byPrefix(setting);
        }

        @Override
        public Stream<Declared> declared() {
            return Stream.of(setting);
        }
    }
}
