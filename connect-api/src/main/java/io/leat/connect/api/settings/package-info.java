/**
 * Settings declared once, as a record.
 *
 * <pre>{@code
 * record SinkSettings(
 *         @Setting(doc = "Where to send to.") URI url,
 *         @Setting(doc = "Longest wait for an answer.", defaultValue = "30 s") Duration readTimeout, // read.timeout.ms
 *         @Setting(doc = "Bytes per request.", defaultValue = "5 MiB") ByteSize bulkSize, // bulk.size.bytes
 *         @Setting(doc = "Password.") Optional<Secret> password,
 *         @Nested(prefix = "", defaults = "max.retries=5") RetrySettings retry) {}
 *
 * SinkSettings settings = Settings.of(SinkSettings.class).parse(config);
 * }</pre>
 *
 * <p>The way of a configuration: {@link io.leat.connect.api.settings.Settings#of} turns the record class into a shape of
 * parts; {@link io.leat.connect.api.settings.Settings#read} lets each part take its keys from the map, builds the records
 * from the inside out (so that the rules in their compact constructors run) and then judges the keys that nobody took. A
 * problem never ends the pass: the user sees all of them at once, each by its key, with the nearest known key for a typo.
 *
 * <p>Types: String, int, long, double, boolean, {@link java.time.Duration}, {@link
 * io.leat.connect.api.settings.ByteSize}, {@link java.net.URI}, {@link java.nio.file.Path}, {@link
 * java.util.regex.Pattern}, enum (case does not matter), {@link io.leat.connect.api.settings.Secret}; {@code List<…>} of
 * them, any class of yours with a {@code public static T parse(String)}, {@code Optional<…>}, {@code Map<String, …>} for all keys with a prefix, and records by {@link
 * io.leat.connect.api.settings.Nested}.
 *
 * <p>This package depends on Kafka's configuration classes only.
 */
@NullMarked
package io.leat.connect.api.settings;

import org.jspecify.annotations.NullMarked;
