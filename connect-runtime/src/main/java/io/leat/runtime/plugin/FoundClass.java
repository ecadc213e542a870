package io.leat.runtime.plugin;

/** A class that is a plugin of this kind, by a service file's word or by its ancestry. */
record FoundClass(PluginType type, String className) {}
