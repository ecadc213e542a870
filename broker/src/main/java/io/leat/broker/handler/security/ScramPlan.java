package io.leat.broker.handler.security;

import io.leat.broker.security.ScramCredentials;
import io.leat.broker.topic.MetadataEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialDeletion;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData.ScramCredentialUpsertion;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData.AlterUserScramCredentialsResult;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;

/**
 * What a request to alter credentials comes to: the changes to store, and the answer once they are. A user may be named
 * once in a request, as in Kafka.
 */
record ScramPlan(List<MetadataEntry> changes, AlterUserScramCredentialsResponseData response) {

    static ScramPlan of(AlterUserScramCredentialsRequestData request, BiPredicate<String, ScramMechanism> isStored) {
        var outcomes = new Outcomes(isStored);
        var times = new HashMap<String, Integer>();
        request.deletions().forEach(deletion -> times.merge(deletion.name(), 1, Integer::sum));
        request.upsertions().forEach(upsertion -> times.merge(upsertion.name(), 1, Integer::sum));
        times.forEach((user, count) -> {
            if (count > 1) {
                outcomes.refuse(
                        user,
                        Errors.DUPLICATE_RESOURCE,
                        "A user credential cannot be altered twice in the same request");
            }
        });
        request.deletions().forEach(outcomes::delete);
        request.upsertions().forEach(outcomes::upsert);
        return outcomes.plan();
    }

    private static final class Outcomes {
        private final BiPredicate<String, ScramMechanism> isStored;
        private final List<MetadataEntry> changes = new ArrayList<>();
        private final Map<String, ApiError> errors = new LinkedHashMap<>();

        private Outcomes(BiPredicate<String, ScramMechanism> isStored) {
            this.isStored = isStored;
        }

        void refuse(String user, Errors error, String message) {
            errors.put(user, new ApiError(error, message));
        }

        void delete(ScramCredentialDeletion deletion) {
            var user = deletion.name();
            var mechanism = ScramMechanism.fromType(deletion.mechanism());
            if (isAcceptable(user, mechanism)) {
                if (isStored.test(user, mechanism)) {
                    changes.add(new MetadataEntry.ScramRemoved(user, mechanism));
                    errors.put(user, ApiError.NONE);
                } else {
                    refuse(user, Errors.RESOURCE_NOT_FOUND, "Attempt to delete a user credential that does not exist");
                }
            }
        }

        void upsert(ScramCredentialUpsertion upsertion) {
            var user = upsertion.name();
            var mechanism = ScramMechanism.fromType(upsertion.mechanism());
            if (isAcceptable(user, mechanism)) {
                try {
                    changes.add(new MetadataEntry.Scram(
                            user,
                            mechanism,
                            ScramCredentials.of(
                                    mechanism, upsertion.salt(), upsertion.saltedPassword(), upsertion.iterations())));
                    errors.put(user, ApiError.NONE);
                } catch (IllegalArgumentException e) {
                    refuse(user, Errors.UNACCEPTABLE_CREDENTIAL, String.valueOf(e.getMessage()));
                }
            }
        }

        private boolean isAcceptable(String user, ScramMechanism mechanism) {
            if (errors.containsKey(user)) {
                return false;
            }
            if (!ScramCredentials.isUser(user)) {
                refuse(
                        user,
                        Errors.UNACCEPTABLE_CREDENTIAL,
                        "Username must not be empty, nor longer than " + ScramCredentials.MAX_USER + " characters");
                return false;
            }
            if (mechanism == ScramMechanism.UNKNOWN) {
                refuse(user, Errors.UNSUPPORTED_SASL_MECHANISM, "Unknown SCRAM mechanism");
                return false;
            }
            return true;
        }

        ScramPlan plan() {
            var response = new AlterUserScramCredentialsResponseData();
            errors.forEach((user, error) -> response.results()
                    .add(new AlterUserScramCredentialsResult()
                            .setUser(user)
                            .setErrorCode(error.error().code())
                            .setErrorMessage(error.message())));
            return new ScramPlan(changes, response);
        }
    }
}
