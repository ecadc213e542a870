package io.leat.rest.fake;

import io.leat.runtime.GroupAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Groups as a test put them there. */
public final class FakeGroups implements GroupAdmin {

    private final List<Group> groups = new ArrayList<>();

    public synchronized void add(Group group) {
        groups.add(group);
    }

    @Override
    public synchronized List<Group> list() {
        return List.copyOf(groups);
    }

    @Override
    public synchronized Optional<Group> describe(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    @Override
    public Map<TopicPartition, Long> offsets(String group) {
        return Map.of();
    }

    @Override
    public void alterOffsets(String group, Map<TopicPartition, OptionalLong> offsets) {
        throw new UnsupportedOperationException("Not reached by REST");
    }

    @Override
    public void delete(String group) {
        throw new UnsupportedOperationException("Not reached by REST");
    }
}
