package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractResponse;

/** For the tests of handlers: what they answer must be writable in every version that they advertise. */
public final class RoundTrips {

    private RoundTrips() {}

    /** Writes and reads the answer in the version; a field with a value that the version does not have fails. */
    public static void inVersion(AbstractResponse response, short version) {
        var bytes = MessageUtil.toByteBufferAccessor(response.data(), version);
        var read = AbstractResponse.parseResponse(response.apiKey(), bytes, version);
        assertThat(bytes.remaining())
                .as("bytes left over in %s version %s", response.apiKey(), version)
                .isZero();
        var again = MessageUtil.toByteBufferAccessor(read.data(), version);
        assertThat(again.buffer().array())
                .as("%s version %s, written again", response.apiKey(), version)
                .isEqualTo(bytes.buffer().array());
    }
}
