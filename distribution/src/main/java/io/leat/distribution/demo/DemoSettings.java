package io.leat.distribution.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user chose.
 *
 * @param folder of the demo, made if missing
 * @param webhook where the demo's webhook listens
 * @param elasticsearch where to deliver; empty for files
 */
public record DemoSettings(Path folder, URI webhook, Optional<URI> elasticsearch) {}
