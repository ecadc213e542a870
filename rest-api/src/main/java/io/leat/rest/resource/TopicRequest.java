package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import io.leat.runtime.TopicAdmin;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that makes or alters a topic.
 *
 * @param partitions {@link TopicAdmin#UNCHANGED}, which stands for the default too, if it is not in the body
 * @param config the topic's own settings; null takes one away
 */
record TopicRequest(String name, int partitions, Map<String, @Nullable String> config) {

    static TopicRequest toCreate(InputStream stream) {
        var body = JsonBody.read(stream).withOnly("name", "partitions", "config");
        var name = body.text("name");
        if (name == null || name.isBlank()) {
            throw new BadRequest("Field \"name\" is missing: the topic's name is expected");
        }
        var request = new TopicRequest(name.trim(), partitions(body), body.settingsOrNone("config"));
        request.config.forEach((key, value) -> {
            if (value == null) {
                throw new BadRequest("Setting \"" + key + "\" is null; give a string or leave the setting out");
            }
        });
        return request;
    }

    static TopicRequest toAlter(String name, InputStream stream) {
        var body = JsonBody.read(stream).withOnly("partitions", "config");
        var request = new TopicRequest(name, partitions(body), body.settingsOrNone("config"));
        if (request.partitions == TopicAdmin.UNCHANGED && request.config.isEmpty()) {
            throw new BadRequest("There is nothing to change: give \"partitions\", \"config\" or both");
        }
        return request;
    }

    private static int partitions(JsonBody body) {
        return body.number("partitions").orElse(TopicAdmin.UNCHANGED);
    }

    /** The settings of a topic to be made. */
    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        config.forEach((key, value) -> {
            if (value != null) {
                settings.put(key, value);
            }
        });
        return settings;
    }
}
