package io.leat.rest;

import io.leat.rest.error.BadRequests;
import io.leat.rest.error.RequestFailures;
import io.leat.rest.error.RouterFailures;
import io.leat.rest.error.UnexpectedFailures;
import io.leat.rest.resource.ActiveTopicsResource;
import io.leat.rest.resource.ConfigResource;
import io.leat.rest.resource.ConnectorsResource;
import io.leat.rest.resource.DeadLettersResource;
import io.leat.rest.resource.GroupsResource;
import io.leat.rest.resource.InternalResource;
import io.leat.rest.resource.LedgerResource;
import io.leat.rest.resource.LifecycleResource;
import io.leat.rest.resource.LogLevels;
import io.leat.rest.resource.LoggersResource;
import io.leat.rest.resource.MetricsResource;
import io.leat.rest.resource.OffsetsResource;
import io.leat.rest.resource.OpenApiResource;
import io.leat.rest.resource.PluginFoldersResource;
import io.leat.rest.resource.PluginsResource;
import io.leat.rest.resource.PreviewResource;
import io.leat.rest.resource.RootResource;
import io.leat.rest.resource.TapResource;
import io.leat.rest.resource.TasksResource;
import io.leat.rest.resource.TopicsResource;
import io.leat.rest.resource.WorkerCalls;
import io.leat.runtime.RestExtensions;
import io.leat.runtime.Worker;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * The JAX-RS application: every resource and mapper by name. Jersey's discovery (class path scans, service files, WADL,
 * bean validation) is off, which takes half of its start-up time away.
 */
final class Api {

    private static final Map<String, Object> NO_DISCOVERY = Map.of(
            CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
            CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL",
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true,
            ServerProperties.RESOURCE_VALIDATION_DISABLE, true,
            ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);

    private Api() {}

    /** Jersey in a servlet context, not started. */
    static ServletContextHandler context(WorkerCalls calls, LogLevels levels) {
        return context(application(calls, levels));
    }

    /** The same with what extensions register. */
    static ServletContextHandler extended(
            WorkerCalls calls, LogLevels levels, Worker worker, RestExtensions extensions) {
        var application = application(calls, levels).register(new JsonReader());
        extensions.forEach(extension -> extension.register(ExtensionContext.of(application, worker)));
        var context = context(application);
        context.setClassLoader(extensions.loader(Api.class.getClassLoader()));
        return context;
    }

    private static ServletContextHandler context(ResourceConfig application) {
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServlet(new ServletHolder(new ServletContainer(application)), "/*");
        return context;
    }

    static ResourceConfig application(WorkerCalls calls, LogLevels levels) {
        var application = new ResourceConfig();
        application.addProperties(NO_DISCOVERY);
        // Events and exports go out as they are written; all other answers are held together by WholeAnswer.
        application.property(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
        resources(calls, levels).forEach(each -> application.registerResources(bound(each)));
        application.registerInstances(
                new JsonWriter(),
                new RequestFailures(),
                new RouterFailures(),
                new BadRequests(),
                new UnexpectedFailures());
        return application;
    }

    private static List<Object> resources(WorkerCalls calls, LogLevels levels) {
        return List.of(
                new RootResource(calls),
                new ConnectorsResource(calls),
                new ConfigResource(calls),
                new LifecycleResource(calls),
                new TasksResource(calls),
                new OffsetsResource(calls),
                new LedgerResource(calls),
                new ActiveTopicsResource(calls),
                new DeadLettersResource(calls),
                new InternalResource(),
                new PluginsResource(calls),
                new PluginFoldersResource(calls),
                new PreviewResource(calls),
                new TapResource(calls),
                new LoggersResource(levels),
                new TopicsResource(calls),
                new GroupsResource(calls),
                new MetricsResource(calls, new ProcessFigures()),
                new OpenApiResource());
    }

    /** The routes of a resource's annotations, handled by this instance; Jersey warns of instances registered as such. */
    private static Resource bound(Object resource) {
        return bound(Resource.from(resource.getClass()), resource);
    }

    private static Resource bound(Resource routes, Object resource) {
        var builder = Resource.builder(routes.getPath());
        for (var method : routes.getResourceMethods()) {
            builder.addMethod(method).handledBy(resource, method.getInvocable().getDefinitionMethod());
        }
        routes.getChildResources().forEach(child -> builder.addChildResource(bound(child, resource)));
        return builder.build();
    }
}
