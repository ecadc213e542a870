package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One connector of {@code GET /connectors?expand=…}; what was not asked for is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExpandedView(
        @Nullable StatusView status, @Nullable ConnectorView info) {}
