package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.leat.runtime.PluginInfo;
import org.jspecify.annotations.Nullable;

/** An installed plugin; the version is left out where it states none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PluginView(
        @JsonProperty("class") String className,
        String type,
        @Nullable String version) {

    public static PluginView of(PluginInfo plugin) {
        return new PluginView(
                plugin.className(), plugin.type(), plugin.version().orElse(null));
    }
}
