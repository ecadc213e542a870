package io.leat.converters;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Reads whole documents: envelopes, bare payloads of one given schema ({@code schema.content}), or plain JSON. */
final class DocumentReader {

    private final JsonSource source = new JsonSource();
    private final KnownNames names = new KnownNames();
    private final Documents documents;

    private interface Documents {
        SchemaAndValue read(byte[] document) throws IOException;
    }

    DocumentReader(FastJsonSettings settings) {
        var values = new ValueReaders(settings.replaceNullWithDefault());
        var schemas = new SchemaReader(source, values);
        var given = settings.schemaContent().map(json -> given(json, schemas)).orElse(null);
        if (!settings.schemasEnabled()) {
            documents = document -> new SchemaAndValue(null, plain(document));
        } else if (given != null) {
            var reader = values.of(given, "payload");
            documents = document -> new SchemaAndValue(given, bare(document, reader));
        } else {
            documents = new EnvelopeReader(source, schemas, values, settings.schemaCacheSize())::read;
        }
    }

    private @Nullable Schema given(byte[] json, SchemaReader schemas) {
        try {
            return (Schema) source.read(json, parser -> schemas.read(JsonTree.read(parser)));
        } catch (IOException | NumberFormatException e) {
            throw new DataException(
                    "Failed to parse schema in converter config (schema.content) due to serialization error: "
                            + reason(e),
                    e);
        }
    }

    /** No document is no value; a document that says null is read by its schema. */
    SchemaAndValue read(byte @Nullable [] document) {
        if (document == null) {
            return SchemaAndValue.NULL;
        }
        try {
            return documents.read(document);
        } catch (IOException | NumberFormatException e) {
            throw new DataException(
                    "Converting byte[] to Kafka Connect data failed due to serialization error: " + reason(e), e);
        } catch (StackOverflowError e) {
            throw new DataException("The document is nested too deeply for the stack of this thread (-Xss)", e);
        }
    }

    private @Nullable Object plain(byte[] document) throws IOException {
        try {
            return new QuickReader(document, names).document();
        } catch (GivenUpException e) {
            return source.read(document, SchemalessReader.INSTANCE);
        }
    }

    private @Nullable Object bare(byte[] document, ValueReader reader) throws IOException {
        try {
            return source.read(document, reader);
        } catch (DataException e) {
            return source.read(
                    document,
                    json -> json.currentToken() == null ? reader.read(json) : source.read(JsonTree.read(json), reader));
        }
    }

    private static @Nullable String reason(Exception e) {
        if (!(e instanceof JsonProcessingException syntax) || syntax.getLocation() == null) {
            return e.getMessage();
        }
        var location = syntax.getLocation();
        return syntax.getOriginalMessage() + ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
