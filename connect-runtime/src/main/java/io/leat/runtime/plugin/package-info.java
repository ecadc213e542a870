/**
 * Finds plugins and loads each in a class loader of its own.
 *
 * <p>{@link io.leat.runtime.plugin.InstalledPlugins#open} walks {@code plugin.path} ({@code PluginPath}), reads what the
 * plugins declare ({@code ServiceFiles}) and has the rest scanned in the background ({@code ClassScan}, remembered by
 * {@code ScanCache}). {@link io.leat.runtime.plugin.Plugins#newInstance} then finds the class that a name means ({@code
 * PluginLookup}) and makes an instance with the plugin's loader as the thread's context loader.
 *
 * <pre>
 *   JDK  ←  ApiClassLoader (API packages of the worker, shared jars)  ←  PluginClassLoader (one per plugin, child-first)
 * </pre>
 *
 * <p>What is installed at one moment is an {@code Inventory} of {@code PluginFolder}s. {@code FolderWatch} makes the next one
 * when {@code FolderChanges} finds that files have come, changed or gone; who has an instance keeps it, and {@link
 * io.leat.runtime.plugin.PluginFolders} tells the worker, which restarts the connectors that are concerned.
 *
 * <p>Knows nothing of configurations, of the log or of tasks.
 */
@NullMarked
package io.leat.runtime.plugin;

import org.jspecify.annotations.NullMarked;
