package io.leat.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.caller.InProcessCaller;
import io.leat.broker.disk.Force;
import io.leat.broker.topic.MetadataLog;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotasTest {
    private static final QuotaKey KEY = QuotaKey.PRODUCER_BYTE_RATE;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private MetadataLog metadata;
    private Quotas quotas;

    @BeforeEach
    void open() {
        metadata = MetadataLog.open(folder, Force.DISK, false);
        quotas = new Quotas(metadata, new QuotaSettings(11, Duration.ofSeconds(1), Duration.ofSeconds(11)), now::get);
    }

    @AfterEach
    void close() {
        metadata.close();
    }

    private static ClientQuotaEntity entity(String... parts) {
        var map = new HashMap<String, String>();
        for (var i = 0; i < parts.length; i += 2) {
            map.put(parts[i], parts[i + 1]);
        }
        return new ClientQuotaEntity(map);
    }

    private void limit(ClientQuotaEntity entity, double bytesPerSecond) {
        quotas.change(entity, List.of(new Op(KEY.text(), bytesPerSecond)));
    }

    private int waitOf(String user, String client) {
        return quotas.record(KEY, user, client, 1_000_000);
    }

    @Test
    void letEverybodyMoveWhatTheyLikeWithoutAQuota() {
        assertThat(waitOf("alice", "c")).isZero();
        assertThat(quotas.mostBytes(KEY, "alice", "c")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void makeWaitUntilTheRateIsBackAtTheLimit() {
        limit(entity("user", "alice"), 10_000);

        assertThat(quotas.record(KEY, "alice", "c", 100_000)).isZero();
        // 150,000 bytes in windows of 10 s are 15,000 a second: half as much again as the limit.
        assertThat(quotas.record(KEY, "alice", "c", 50_000)).isEqualTo(5000);

        now.addAndGet(20_000);
        assertThat(quotas.record(KEY, "alice", "c", 50_000)).isZero();
    }

    @Test
    void countOneDirectionApartFromTheOther() {
        limit(entity("user", "alice"), 10);

        assertThat(quotas.record(QuotaKey.CONSUMER_BYTE_RATE, "alice", "c", 1_000_000))
                .isZero();
    }

    @Test
    void forgetWhatWasTakenBack() {
        limit(entity("user", "alice"), 10_000);
        quotas.record(KEY, "alice", "c", 1_000_000);

        quotas.takeBack(KEY, "alice", "c", 1_000_000);

        assertThat(quotas.record(KEY, "alice", "c", 1)).isZero();
    }

    @Test
    void takeTheMostSpecificLimit() {
        limit(entity("client-id", null), 1);
        limit(entity("client-id", "fast"), 1e9);
        limit(entity("user", "bob"), 2e9);
        limit(entity("user", "bob", "client-id", "slow"), 1);

        assertThat(waitOf("alice", "other")).isPositive();
        assertThat(waitOf("alice", "fast")).isZero();
        assertThat(waitOf("bob", "other")).isZero();
        assertThat(waitOf("bob", "slow")).isPositive();
    }

    @Test
    void giveADefaultToEachUserForItself() {
        limit(entity("user", null), 10_000);
        assertThat(waitOf("alice", "c")).isPositive();

        assertThat(quotas.record(KEY, "bob", "c", 1)).isZero();
        assertThat(quotas.record(KEY, "alice", "other", 1)).isPositive();
    }

    @Test
    void countTheTimeOfThreadsInPercentOfOneAndMakeWaitForAWindowAtMost() {
        quotas.change(entity("client-id", "busy"), List.of(new Op(QuotaKey.REQUEST_PERCENTAGE.text(), 12.5)));
        var busy = new InProcessCaller(KafkaPrincipal.ANONYMOUS, "busy");
        var second = TimeUnit.SECONDS.toNanos(1);

        // Of windows of 10 s, 12.5 percent are 1.25 s.
        assertThat(quotas.recordTime(busy, second)).isZero();
        assertThat(quotas.recordTime(busy, second / 4)).isZero();
        assertThat(quotas.recordTime(busy, second / 100)).isBetween(1, 1000);
        assertThat(quotas.recordTime(busy, 100 * second)).isEqualTo(1000);
        assertThat(quotas.recordTime(new InProcessCaller(KafkaPrincipal.ANONYMOUS, "other"), 100 * second))
                .isZero();
    }

    @Test
    void makeAClientWaitThatChangesMorePartitionsThanItSavedUp() {
        quotas.change(entity("client-id", "c"), List.of(new Op(QuotaKey.CONTROLLER_MUTATION_RATE.text(), 2.0)));
        var caller = new InProcessCaller(KafkaPrincipal.ANONYMOUS, "c");
        var mutations = quotas.mutations();

        // What 11 s bring is there: 22.
        assertThat(mutations.record(caller, 22)).isZero();
        assertThat(mutations.record(caller, 5)).isEqualTo(2500);
        now.addAndGet(2000);
        assertThat(mutations.record(caller, 0)).isEqualTo(500);
        assertThat(mutations.record(new InProcessCaller(KafkaPrincipal.ANONYMOUS, "other"), 1_000_000))
                .isZero();
    }

    @Test
    void refuseAChangeOnlyWhenTheOnesBeforeItHaveUsedUpAll() {
        quotas.change(entity("client-id", "c"), List.of(new Op(QuotaKey.CONTROLLER_MUTATION_RATE.text(), 2.0)));
        var caller = new InProcessCaller(KafkaPrincipal.ANONYMOUS, "c");
        var mutations = quotas.mutations();

        assertThat(mutations.admit(caller, 32)).isZero();
        assertThat(mutations.admit(caller, 1)).isEqualTo(5000);
        assertThat(mutations.admit(caller, 1)).isEqualTo(5000);
        now.addAndGet(5000);
        assertThat(mutations.admit(caller, 1)).isZero();
    }

    @Test
    void forgetNoDebtOfChangesWhenCallersAreMany() {
        quotas.change(entity("client-id", null), List.of(new Op(QuotaKey.CONTROLLER_MUTATION_RATE.text(), 1.0)));
        var mutations = quotas.mutations();
        var debtor = new InProcessCaller(KafkaPrincipal.ANONYMOUS, "debtor");
        mutations.record(debtor, 100_000);

        for (var caller = 0; caller < 1500; caller++) {
            now.addAndGet(20);
            mutations.record(new InProcessCaller(KafkaPrincipal.ANONYMOUS, "c" + caller), 1);
        }

        assertThat(mutations.admit(debtor, 1)).isPositive();
    }

    @Test
    void countTheConnectionsOfEachAddressThatAreServed() throws Exception {
        var key = QuotaKey.CONNECTION_CREATION_RATE.text();
        var local = InetAddress.getByName("127.0.0.1");
        quotas.change(entity("ip", null), List.of(new Op(key, 1.0)));
        quotas.change(entity("ip", "10.0.0.1"), List.of(new Op(key, 1000.0)));

        for (var connection = 0; connection < 10; connection++) {
            assertThat(quotas.recordConnection(local)).isZero();
        }
        assertThat(quotas.recordConnection(local)).isBetween(1, 1000);
        assertThat(quotas.recordConnection(local)).isBetween(1, 1000);
        for (var connection = 0; connection < 11; connection++) {
            assertThat(quotas.recordConnection(InetAddress.getByName("10.0.0.1")))
                    .isZero();
        }
        // The ten that were served, not those that were refused, have to fall out of the windows.
        now.addAndGet(12_000);
        assertThat(quotas.recordConnection(local)).isZero();
    }

    @Test
    void ofAnAddressCanBeGivenByItsName() throws Exception {
        quotas.change(entity("ip", "localhost"), List.of(new Op(QuotaKey.CONNECTION_CREATION_RATE.text(), 0.001)));

        assertThat(quotas.recordConnection(InetAddress.getByName("localhost"))).isPositive();
    }

    @Test
    void areThereAfterARestartUntilRemoved() {
        limit(entity("user", null), 5);
        metadata.close();
        open();
        assertThat(quotas.all()).isEqualTo(Map.of(entity("user", null), Map.of(KEY.text(), 5.0)));

        quotas.change(entity("user", null), Collections.singleton(new Op(KEY.text(), null)));

        assertThat(quotas.all()).isEmpty();
        assertThat(waitOf("alice", "c")).isZero();
        metadata.close();
        open();
        assertThat(quotas.all()).isEmpty();
    }

    @Test
    void tellACallerOfThisProcessWhenToGoOn() {
        limit(entity("user", "worker"), 10_000);
        var pace = quotas.pace(KEY, "worker", "c");
        assertThat(pace.waitMs()).isZero();

        pace.moved(150_000);

        assertThat(pace.waitMs()).isEqualTo(5000);
        now.addAndGet(5000);
        assertThat(pace.waitMs()).isZero();
    }

    @Test
    void cannotBeAnything() {
        var good = List.of(new Op(KEY.text(), 5.0));
        assertThatThrownBy(() -> QuotaRules.check(entity(), good)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> QuotaRules.check(entity("group", "g"), good)).hasMessageContaining("group");
        assertThatThrownBy(() -> QuotaRules.check(entity("user", "a"), List.of(new Op("bytes", 5.0))))
                .hasMessageContaining("bytes");
        assertThatThrownBy(() -> QuotaRules.check(entity("user", "a"), List.of(new Op(KEY.text(), -5.0))))
                .hasMessageContaining(KEY.text());
        assertThatThrownBy(() -> QuotaRules.check(entity("user", "a"), List.of(new Op(KEY.text(), 2.5))))
                .hasMessageContaining("whole number");
    }

    @Test
    void ofAddressesAreApartFromThoseOfUsersAndClients() {
        var connections = List.of(new Op(QuotaKey.CONNECTION_CREATION_RATE.text(), 5.0));
        assertThatNoException().isThrownBy(() -> QuotaRules.check(entity("ip", "10.0.0.1"), connections));
        assertThatNoException().isThrownBy(() -> QuotaRules.check(entity("ip", null), connections));
        assertThatThrownBy(() -> QuotaRules.check(entity("user", "a"), connections))
                .hasMessageContaining("connection_creation_rate");
        assertThatThrownBy(() -> QuotaRules.check(entity("ip", "10.0.0.1", "user", "a"), connections))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("combination");
        assertThatThrownBy(() -> QuotaRules.check(entity("ip", "10.0.0.1"), List.of(new Op(KEY.text(), 5.0))))
                .hasMessageContaining(KEY.text());
        assertThatThrownBy(() -> QuotaRules.check(entity("ip", "10.0.0.256"), connections))
                .hasMessageContaining("10.0.0.256");
    }
}
