package io.leat.runtime.plugin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.apache.kafka.connect.components.Versioned;
import org.jspecify.annotations.Nullable;

/** An installed class of one kind. It is loaded when first asked for, so a broken one costs nothing until then. */
final class PluginClass {

    static final String UNDEFINED = "undefined";

    private final PluginType type;
    private final String className;
    private final ClassLoader loader;
    private volatile @Nullable String version;

    PluginClass(PluginType type, String className, ClassLoader loader) {
        this.type = type;
        this.className = className;
        this.loader = loader;
    }

    PluginType type() {
        return type;
    }

    String className() {
        return className;
    }

    ClassLoader loader() {
        return loader;
    }

    /** What the plugin says of itself, asked once of an instance. @throws PluginBrokenException if it cannot be made */
    String version() {
        var known = version;
        if (known == null) {
            known = versionOf(newInstance());
            version = known;
        }
        return known;
    }

    /** @throws PluginBrokenException if the class cannot be loaded or made */
    Object newInstance() {
        try {
            return ContextLoader.call(loader, this::make);
        } catch (InvocationTargetException e) {
            throw new PluginBrokenException(className, String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new PluginBrokenException(className, e.toString(), e);
        }
    }

    private Object make() throws ReflectiveOperationException {
        var made = Class.forName(className, true, loader);
        if (!type.contract().isAssignableFrom(made)) {
            throw new PluginBrokenException(
                    className, "it is not a " + type.contract().getSimpleName());
        }
        if (Modifier.isAbstract(made.getModifiers())) {
            throw new PluginBrokenException(className, "it is abstract");
        }
        return made.getConstructor().newInstance();
    }

    static String versionOf(Object instance) {
        if (!(instance instanceof Versioned versioned)) {
            return UNDEFINED;
        }
        @Nullable String says = ContextLoader.call(instance.getClass().getClassLoader(), versioned::version);
        return says == null || says.isBlank() ? UNDEFINED : says;
    }
}
