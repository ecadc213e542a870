package io.leat.connectors.webhook;

/** Decides whether a request was sent by somebody who knows the secret. Safe for several threads. */
interface Verification {

    /** Whether the headers carry what {@link #verify} needs; if not, the body need not be read. */
    boolean plausible(Headers headers);

    /** @param body the bytes as they were received */
    boolean verify(Headers headers, byte[] body);

    /** Whether a positive answer proves anything; goes into the record's headers. */
    boolean proves();

    /** Takes everybody's word. */
    static Verification none() {
        return new Verification() {

            @Override
            public boolean plausible(Headers headers) {
                return true;
            }

            @Override
            public boolean verify(Headers headers, byte[] body) {
                return true;
            }

            @Override
            public boolean proves() {
                return false;
            }
        };
    }
}
