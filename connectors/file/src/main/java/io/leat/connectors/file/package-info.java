/**
 * Reads growing files into topics, and writes topics into files.
 *
 * <p>The source. {@link io.leat.connectors.file.FileSourceConnector} is registered; each of its tasks has one {@code
 * FileReader}, whose poll does everything on the worker's thread:
 *
 * <pre>
 *   Listing ──► Catalog ──► Resolver: what is this file?  ── known mark ──► TailedFile with its Lineage
 *   (globs)    (who is      Recognition, CopyCheck         ── new        ──► TailedFile with a new Lineage
 *               there)                                     ── a copy, unfinished, of another task ──► Waiting
 *
 *   Tailer ──► ChunkReader ──► EventScanner (lines, Grouping) ──► Records ──► Batch
 *   (turns)    (bytes, and is it still the same file?)
 * </pre>
 *
 * <p>A {@code Lineage} is one content, whatever file holds it; its {@code Mark} is the source offset. Nothing of a file is
 * kept in memory between two looks but that mark: unfinished lines and groups are read again. So the stored offset always
 * is the whole truth, and a killed process loses nothing and repeats nothing.
 *
 * <p>The sink. {@link io.leat.connectors.file.FileSinkConnector}'s tasks have a {@code FileSinkWriter} each:
 *
 * <pre>
 *   put ──► FileSet ──► LineWriter (value to line), FileNames (which file), Deliveries (is it there already?) ──► OutputFile
 *   preCommit ──► FileSet.checkpoint: OutputFiles forced ──► Journal (offsets and lengths) ──► finished files renamed
 *   start ──► Journal ──► Recovery: every file is cut back to its length at the last checkpoint
 * </pre>
 *
 * <p>The package uses the typed plugin API, {@code connectors.delivery}, Jackson's parser and zstd-jni, nothing else.
 */
@NullMarked
package io.leat.connectors.file;

import org.jspecify.annotations.NullMarked;
