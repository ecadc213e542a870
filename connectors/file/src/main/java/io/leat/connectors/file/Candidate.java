package io.leat.connectors.file;

import java.nio.file.Path;

/** A file that matches the patterns and is not being read. */
record Candidate(Path path, FileStat stat) {}
