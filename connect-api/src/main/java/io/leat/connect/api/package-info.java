/**
 * What a plugin author compiles against, on top of Kafka Connect's own API: sources and sinks with typed settings.
 *
 * <p>A source is a settings record, an offset record and a method that opens a reader:
 *
 * <pre>{@code
 * public final class TickSource extends TypedSourceConnector<TickSource.Settings, TickSource.Position> {
 *     record Settings(@Setting(doc = "Topic to write to.") String topic) {}
 *     record Position(long next) {}
 *
 *     public TickSource() {
 *         super(Settings.class, Position.class);
 *     }
 *
 *     protected SourceReader open(Settings settings, SourceStart<Position> start) {
 *         var next = start.offset(PARTITION).map(Position::next).orElse(0L);
 *         return new TickReader(settings, next, start::encode);
 *     }
 * }
 * }</pre>
 *
 * <p>How it runs: the worker starts the connector, which checks its settings and gives each task its {@link
 * io.leat.connect.api.Share}; the worker makes a {@link io.leat.connect.api.TypedSourceTask} or {@link
 * io.leat.connect.api.TypedSinkTask} wherever the task is to run; that one makes an instance of the connector's class and
 * lets it open a {@link io.leat.connect.api.SourceReader} or {@link io.leat.connect.api.SinkWriter}. Nothing here depends
 * on Leat: the same jar runs in stock Kafka Connect.
 *
 * <p>Beside it: {@code settings} (records as configurations), {@code offset} (records as source offsets), {@code fault}
 * (who is to blame). A connector that can try its connection at registration implements {@link
 * io.leat.connect.api.OnlineCheck}. May depend on Kafka's connect-api and slf4j, nothing else.
 */
@NullMarked
package io.leat.connect.api;

import org.jspecify.annotations.NullMarked;
