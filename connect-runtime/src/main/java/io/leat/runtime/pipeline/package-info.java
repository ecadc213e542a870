/**
 * What happens to one record between a connector and the log, as a value built once per task from its configuration.
 *
 * <p>{@link io.leat.runtime.pipeline.SourcePipeline} takes a connector's record through the transforms and the header, key
 * and value converter, and gives bytes; {@link io.leat.runtime.pipeline.SinkPipeline} goes the other way. Each
 * transform and each converter is one {@code Step}; {@code Attempts} runs a step, again if it says that this may help,
 * and {@link io.leat.runtime.pipeline.ErrorPolicy} turns a step's failure into one of the {@link
 * io.leat.runtime.pipeline.Outcome outcomes}. {@link io.leat.runtime.pipeline.Pipelines} builds all of it. Nothing here
 * writes to the log or knows of threads: the loops of {@code runtime.task} act on the outcomes.
 */
@NullMarked
package io.leat.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
