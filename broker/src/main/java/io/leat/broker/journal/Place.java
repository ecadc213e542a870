package io.leat.broker.journal;

import org.apache.kafka.common.Uuid;

/** The partition that an entry belongs to. A topic made anew under an old name has another id. */
public record Place(Uuid topicId, int partition) {}
