package io.leat.connectors.webhook;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import java.time.Duration;

/** The signature of senders without a preset: provider generic_hmac. */
record SignatureSettings(
        @Setting(
                name = "signature.header",
                doc = "Header that holds the signature.",
                defaultValue = "X-Signature",
                group = "Signature")
        String header,

        @Setting(
                name = "signature.prefix",
                doc = "What precedes the signature in that header, such as sha256=.",
                defaultValue = "",
                group = "Signature")
        String prefix,

        @Setting(name = "signature.algorithm", doc = "Hash of the HMAC.", defaultValue = "sha256", group = "Signature")
        Algorithm algorithm,

        @Setting(
                name = "signature.encoding",
                doc = "How the signature is written.",
                defaultValue = "hex",
                group = "Signature")
        SignatureScheme.Encoding encoding,

        @Setting(
                name = "signature.payload.template",
                doc = "What is signed: text with ${body} and, where the sender signs the time, ${timestamp}.",
                defaultValue = "${body}",
                group = "Signature")
        String payloadTemplate,

        @Setting(
                name = "timestamp.header",
                doc = "Header with the signed seconds since 1970, for templates with ${timestamp}.",
                defaultValue = "",
                group = "Signature")
        String timestampHeader,

        @Setting(
                name = "timestamp.tolerance.ms",
                doc = "How far that time may be from now: limits how long a recorded request can be replayed.",
                defaultValue = "5 min",
                min = 1,
                max = 3_600_000,
                group = "Signature")
        Duration timestampTolerance) {

    /** Hashes of an HMAC. */
    enum Algorithm {
        SHA256("HmacSHA256"),
        SHA384("HmacSHA384"),
        SHA512("HmacSHA512");

        private final String jdkName;

        Algorithm(String jdkName) {
            this.jdkName = jdkName;
        }
    }

    SignatureSettings {
        var problems = new Problems();
        try {
            problems.check(
                    SignedText.parse(payloadTemplate).usesTimestamp() == !timestampHeader.isEmpty(),
                    "timestamp.header",
                    "goes with ${timestamp} in signature.payload.template: give both or none");
        } catch (IllegalArgumentException e) {
            problems.add("signature.payload.template", String.valueOf(e.getMessage()));
        }
        problems.throwIfAny();
    }

    SignatureScheme scheme() {
        return new SignatureScheme(
                header,
                prefix,
                algorithm.jdkName,
                encoding,
                SignedText.parse(payloadTemplate),
                timestampHeader,
                timestampTolerance);
    }
}
