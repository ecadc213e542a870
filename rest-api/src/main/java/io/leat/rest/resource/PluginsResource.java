package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import io.leat.rest.view.ConfigKeyView;
import io.leat.rest.view.PluginView;
import io.leat.rest.view.ValidationView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plugins installed and the settings they take. */
@Path("/connector-plugins")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PluginsResource {

    private static final String LATEST = "latest";
    private static final String SUFFIX = "Connector";

    private final WorkerCalls calls;

    public PluginsResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    public List<PluginView> list(@QueryParam("connectorsOnly") @DefaultValue("true") boolean connectorsOnly) {
        return calls.call("listing plugins", worker -> worker.plugins(connectorsOnly)).stream()
                .map(PluginView::of)
                .toList();
    }

    @GET
    @Path("/{plugin}/config")
    public List<ConfigKeyView> config(
            @PathParam("plugin") String plugin, @QueryParam("version") @DefaultValue(LATEST) String version) {
        var range = Optional.of(version).filter(given -> !given.equals(LATEST));
        return calls.call("reading the settings of " + plugin, worker -> worker.pluginConfig(plugin, range)).stream()
                .map(ConfigKeyView::of)
                .toList();
    }

    /**
     * 200 also for a configuration with errors: the answer lists them.
     *
     * @param dryRun starts connector and first task too, so that connections are tried
     */
    @PUT
    @Path("/{plugin}/config/validate")
    public ValidationView validate(
            @PathParam("plugin") String plugin,
            @QueryParam("expand") List<String> expand,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            InputStream body) {
        var config = JsonBody.read(body).settings();
        requireSamePlugin(plugin, config.get("connector.class"));
        var result = calls.call(
                "validating a configuration of " + plugin,
                worker -> dryRun ? worker.previews().dryRun(plugin, config) : worker.validate(plugin, config));
        return ValidationView.of(result, expand.contains("warnings"));
    }

    /** A plugin may be named in full, by its simple name, or by that without the suffix {@code Connector}. */
    static void requireSamePlugin(String inPath, @Nullable String inBody) {
        if (inBody == null || inBody.isBlank()) {
            throw new BadRequest("Connector config contains no connector type: set \"connector.class\"");
        }
        if (!withoutSuffix(inBody).endsWith(withoutSuffix(inPath))) {
            throw new BadRequest("Included connector type " + inBody + " does not match request type " + inPath);
        }
    }

    private static String withoutSuffix(String plugin) {
        var hasSuffix = plugin.endsWith(SUFFIX) && plugin.length() > SUFFIX.length();
        return hasSuffix ? plugin.substring(0, plugin.length() - SUFFIX.length()) : plugin;
    }
}
