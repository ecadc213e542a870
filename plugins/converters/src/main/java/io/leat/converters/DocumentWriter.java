package io.leat.converters;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole documents: with {@code schemas.enable} the envelope {@code {"schema":…,"payload":…}}, else the payload.
 *
 * <p>Records of a task mostly share one schema object, so the last plan is tried by identity before the cache is asked.
 * The buffer is handed from one call to the next; of two calls at the same time one makes its own.
 */
final class DocumentWriter {

    private static final int FIRST_BUFFER = 1024;
    private static final int LARGEST_KEPT_BUFFER = 1 << 20;
    private static final byte[] NOTHING = {};

    private final boolean envelopes;
    private final ValueWriters writers;
    private final SchemaWriter schemas;
    private final Cache<Schema, Plan> plans;
    private final AtomicReference<@Nullable JsonOutput> spare = new AtomicReference<>();
    private final Plan schemaless;
    private volatile Plan last;

    /** How records of a schema are written: the envelope up to the payload (else nothing), then the payload. */
    private record Plan(@Nullable Schema schema, byte[] head, ValueWriter payload) {}

    DocumentWriter(FastJsonSettings settings) {
        envelopes = settings.schemasEnabled();
        writers = new ValueWriters(settings.decimalFormat(), settings.replaceNullWithDefault());
        schemas = new SchemaWriter(writers);
        plans = new SynchronizedCache<>(new LRUCache<>(settings.schemaCacheSize()));
        schemaless = new Plan(null, head(null), SchemalessWriter.INSTANCE);
        last = schemaless;
    }

    /** Nothing of no schema is no document; a null with a schema is one. */
    byte @Nullable [] write(@Nullable Schema schema, @Nullable Object value) {
        if (schema == null && value == null) {
            return null;
        }
        var plan = plan(schema);
        var kept = spare.getAndSet(null);
        var out = kept == null ? new JsonOutput(FIRST_BUFFER) : kept;
        try {
            return write(plan, value, out);
        } catch (StackOverflowError e) {
            throw new DataException("The value is nested too deeply for the stack of this thread (-Xss)", e);
        } finally {
            if (out.capacity() <= LARGEST_KEPT_BUFFER) {
                spare.set(out);
            }
        }
    }

    private byte[] write(Plan plan, @Nullable Object value, JsonOutput out) {
        out.reset();
        if (!envelopes) {
            plan.payload.write(value, out);
            return out.toBytes();
        }
        out.open(plan.head);
        plan.payload.write(value, out);
        out.close('}');
        return out.toBytes();
    }

    private Plan plan(@Nullable Schema schema) {
        var candidate = last;
        if (candidate.schema == schema) {
            return candidate;
        }
        if (schema != null && !(schema instanceof ConnectSchema)) {
            // A SchemaBuilder may change from one record to the next.
            return made(schema);
        }
        var plan = schema == null ? schemaless : remembered(schema);
        last = plan;
        return plan;
    }

    private Plan remembered(Schema schema) {
        var known = plans.get(schema);
        if (known != null) {
            return known;
        }
        var plan = made(schema);
        plans.put(schema, plan);
        return plan;
    }

    private Plan made(Schema schema) {
        return new Plan(schema, head(schema), writers.of(schema, "the record"));
    }

    private byte[] head(@Nullable Schema schema) {
        if (!envelopes) {
            return NOTHING;
        }
        var out = new JsonOutput(FIRST_BUFFER);
        out.open('{');
        out.string("schema");
        out.symbol(':');
        schemas.write(schema, out);
        out.symbol(',');
        out.string("payload");
        out.symbol(':');
        return out.toBytes();
    }
}
