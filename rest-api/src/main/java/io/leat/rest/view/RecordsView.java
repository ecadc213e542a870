package io.leat.rest.view;

import java.util.List;

/**
 * A page of a partition.
 *
 * @param nextOffset where the next page begins
 */
public record RecordsView(String topic, int partition, long nextOffset, List<RecordView> records) {}
