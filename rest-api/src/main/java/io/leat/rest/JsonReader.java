package io.leat.rest;

import com.fasterxml.jackson.core.JacksonException;
import io.leat.rest.error.BadRequest;
import io.leat.rest.view.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads JSON for the resources of extensions; our own read their bodies themselves. */
final class JsonReader implements MessageBodyReader<Object> {

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return media.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                && !CharSequence.class.isAssignableFrom(type)
                && !InputStream.class.isAssignableFrom(type)
                && type != byte[].class;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try {
            return Json.mapper().readValue(body, Json.mapper().constructType(generic));
        } catch (JacksonException malformed) {
            throw new BadRequest(
                    "The body is not the JSON that this resource takes: " + malformed.getOriginalMessage());
        }
    }
}
