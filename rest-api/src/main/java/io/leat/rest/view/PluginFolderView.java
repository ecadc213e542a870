package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.InstalledFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder or jar of {@code plugin.path}; the problem is left out where there is none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PluginFolderView(
        String name, InstalledFolder.State state, @Nullable String problem, List<PluginView> plugins) {

    public static PluginFolderView of(InstalledFolder folder) {
        return new PluginFolderView(
                folder.name(),
                folder.state(),
                folder.problem().orElse(null),
                folder.plugins().stream().map(PluginView::of).toList());
    }
}
