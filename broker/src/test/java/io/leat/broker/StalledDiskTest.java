package io.leat.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.caller.InProcessCaller;
import io.leat.broker.network.WireClient;
import io.leat.broker.topic.MetadataEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.DescribeAclsRequest;
import org.apache.kafka.common.requests.DescribeUserScramCredentialsRequest;
import org.apache.kafka.common.requests.ListConfigResourcesRequest;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The only network thread serves others while a list waits for a change that the disk keeps waiting. */
class StalledDiskTest {
    private static final AbstractRequest VERSIONS = new ApiVersionsRequest(
            new ApiVersionsRequestData().setClientSoftwareName("x").setClientSoftwareVersion("1"), (short) 3);

    @TempDir
    Path folder;

    private final CountDownLatch forcing = new CountDownLatch(1);
    private final CountDownLatch forced = new CountDownLatch(1);
    private Broker broker;

    @BeforeEach
    void open() {
        var ports = new TestPorts();
        broker = Broker.open(
                BrokerConfig.of(
                        folder,
                        Map.of(
                                "broker.listeners", "PLAINTEXT://127.0.0.1:0",
                                "num.network.threads", "1",
                                "super.users", "User:ANONYMOUS",
                                "log.min.free.bytes", "0")),
                ports);
        ports.disk.addListener((path, done) -> {
            if (path.endsWith("metadata.log") && !done) {
                forcing.countDown();
                wait(forced);
            }
        });
    }

    @AfterEach
    void close() {
        forced.countDown();
        broker.close();
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void addAcl() {
        var acl = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "t", PatternType.LITERAL),
                new AccessControlEntry("User:ann", "*", AclOperation.READ, AclPermissionType.ALLOW));
        broker.security().acls().create(new InProcessCaller(KafkaPrincipal.ANONYMOUS, "test"), List.of(acl));
    }

    private void addUser() {
        var credential = new ScramCredential(new byte[] {1}, new byte[] {2}, new byte[] {3}, 4096);
        broker.security()
                .scram()
                .change(List.of(new MetadataEntry.Scram("ann", ScramMechanism.SCRAM_SHA_256, credential)));
    }

    private void othersAreServedMeanwhile(Runnable change, AbstractRequest list) throws Exception {
        var changing = CompletableFuture.runAsync(change);
        wait(forcing);
        try (var lister = new WireClient(port());
                var other = new WireClient(port())) {
            lister.ask(VERSIONS);
            var listed = lister.send(list);
            // The first may be read in the same turn as the list, the second is read after it.
            assertThat(other.ask(VERSIONS)).isInstanceOf(ApiVersionsResponse.class);
            assertThat(other.ask(VERSIONS)).isInstanceOf(ApiVersionsResponse.class);
            forced.countDown();
            assertThat(lister.read(listed).data().apiKey()).isEqualTo(list.apiKey().id);
        }
        changing.get(20, SECONDS);
    }

    private int port() {
        return broker.listeners().get(0).port();
    }

    @Test
    void whileAclsAreListed() throws Exception {
        othersAreServedMeanwhile(this::addAcl, new DescribeAclsRequest.Builder(AclBindingFilter.ANY).build());
    }

    @Test
    void whileUsersAreListed() throws Exception {
        othersAreServedMeanwhile(
                this::addUser,
                new DescribeUserScramCredentialsRequest.Builder(new DescribeUserScramCredentialsRequestData()).build());
    }

    @Test
    void whileWhatHasSettingsIsListed() throws Exception {
        othersAreServedMeanwhile(
                this::addUser, new ListConfigResourcesRequest.Builder(new ListConfigResourcesRequestData()).build());
    }
}
