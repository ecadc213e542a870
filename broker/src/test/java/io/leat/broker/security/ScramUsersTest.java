package io.leat.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.broker.disk.Force;
import io.leat.broker.topic.MetadataEntry;
import io.leat.broker.topic.MetadataLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScramUsersTest {
    private static final ScramMechanism SHA_256 = ScramMechanism.SCRAM_SHA_256;

    @TempDir
    Path folder;

    private ScramUsers open(MetadataLog metadata, String... lines) throws IOException {
        var file = Files.write(folder.resolve("users"), List.of(lines));
        var settings = SecuritySettings.of(Map.of("scram.users.file", file.toString()));
        return Security.open(settings, Map.of(), metadata, Time.SYSTEM).scram();
    }

    private MetadataLog metadata() {
        return MetadataLog.open(folder, Force.DISK, false);
    }

    private static byte[] key(ScramUsers users, String user) {
        var credential =
                users.cache().cache("SCRAM-SHA-256", ScramCredential.class).get(user);
        return credential == null ? new byte[0] : credential.storedKey();
    }

    private static MetadataEntry.Scram credential(String user, String password) {
        return new MetadataEntry.Scram(user, SHA_256, ScramCredentials.of(SHA_256, password.toCharArray()));
    }

    @Test
    void readsTheLinesThatWereMadeForTheFile() throws IOException {
        var lines = ScramFile.lines("ann:b", "secret".toCharArray());
        try (var metadata = metadata()) {
            var users = open(metadata, "# users", "", lines.get(0), lines.get(1));
            assertThat(users.list())
                    .isEqualTo(Map.of("ann:b", Map.of(SHA_256, 8192, ScramMechanism.SCRAM_SHA_512, 8192)));
            assertThat(key(users, "ann:b")).hasSize(32);
        }
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("secret"));
    }

    @Test
    void aStoredUserGoesBeforeTheFilesAndTheFilesComesBackWhenTheStoredOneIsRemoved() throws IOException {
        var line = ScramFile.lines("ann", "first".toCharArray()).get(0);
        try (var metadata = metadata()) {
            var users = open(metadata, line);
            var fromFile = key(users, "ann");
            assertThat(users.isStored("ann", SHA_256)).isFalse();
            users.change(List.of(credential("ann", "second")));
            assertThat(key(users, "ann")).isNotEqualTo(fromFile);
            assertThat(key(open(metadata, line), "ann")).isEqualTo(key(users, "ann"));
            users.change(List.of(new MetadataEntry.ScramRemoved("ann", SHA_256)));
            assertThat(key(users, "ann")).isEqualTo(fromFile);
        }
    }

    @Test
    void storedUsersSurviveARestartWithoutTheirPasswords() throws IOException {
        try (var metadata = metadata()) {
            var users = open(metadata);
            users.change(List.of(credential("ann", "pa55word"), credential("bob", "pa55word")));
            users.change(List.of(new MetadataEntry.ScramRemoved("bob", SHA_256)));
        }
        try (var metadata = metadata()) {
            assertThat(open(metadata).list()).isEqualTo(Map.of("ann", Map.of(SHA_256, 8192)));
        }
        assertThat(new String(Files.readAllBytes(folder.resolve("metadata.log")), StandardCharsets.ISO_8859_1))
                .contains("ann")
                .doesNotContain("pa55word");
    }

    @Test
    void namesTheLineThatIsWrongButNotWhatIsInIt() {
        try (var metadata = metadata()) {
            assertThatThrownBy(() -> open(metadata, "# users", "ann:SCRAM-SHA-256:salt=s3cret"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("line 2")
                    .hasMessageContaining("scram.users.file")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void theCredentialsNeverShowInTexts() {
        assertThat(credential("ann", "pw").toString()).isEqualTo("Scram[ann, SCRAM_SHA_256]");
    }
}
