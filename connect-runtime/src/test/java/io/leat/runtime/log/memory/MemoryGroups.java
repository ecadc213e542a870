package io.leat.runtime.log.memory;

import io.leat.runtime.GroupAdmin;
import io.leat.runtime.RequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** All groups of the store. */
final class MemoryGroups implements GroupAdmin {

    private final MemoryStore store;

    MemoryGroups(MemoryStore store) {
        this.store = store;
    }

    MemoryGroup open(String name) {
        return store.locked(() -> store.groups.computeIfAbsent(name, n -> new MemoryGroup(n, store)));
    }

    @Override
    public List<Group> list() {
        return store.locked(
                () -> store.groups.values().stream().map(MemoryGroup::describe).toList());
    }

    @Override
    public Optional<Group> describe(String group) {
        return store.locked(() -> Optional.ofNullable(store.groups.get(group)).map(MemoryGroup::describe));
    }

    @Override
    public Map<TopicPartition, Long> offsets(String group) {
        return store.locked(() -> {
            var found = new HashMap<TopicPartition, Long>();
            if (store.groups.containsKey(group)) {
                store.groups.get(group).offsets.forEach((p, committed) -> found.put(p, committed.offset()));
            }
            return found;
        });
    }

    @Override
    public void alterOffsets(String group, Map<TopicPartition, OptionalLong> offsets) {
        store.locked(() -> {
            checkEmpty(group);
            var target = store.groups.computeIfAbsent(group, n -> new MemoryGroup(n, store)).offsets;
            offsets.forEach((partition, offset) -> {
                if (offset.isPresent()) {
                    target.put(partition, new OffsetAndMetadata(offset.getAsLong()));
                } else {
                    target.remove(partition);
                }
            });
            return null;
        });
    }

    @Override
    public void delete(String group) {
        store.locked(() -> {
            checkEmpty(group);
            return store.groups.remove(group);
        });
    }

    private void checkEmpty(String group) {
        var found = store.groups.get(group);
        if (found != null && !found.members.isEmpty()) {
            throw new RequestException.Conflict("Group " + group + " has members; stop them first.");
        }
    }
}
