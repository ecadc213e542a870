package io.leat.connectors.datagen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single events of AWS CloudTrail, record version 1.11. */
final class CloudTrailEvents {

    private CloudTrailEvents() {}

    private record Call(String source, String name, boolean readOnly) {}

    static Map<String, @Nullable Object> value(Dice dice, long number, Instant at) {
        var call = call(dice);
        var account = Company.account(dice);
        var denied = dice.percent(8);
        return Document.of(
                "eventVersion", "1.11",
                "userIdentity", identity(dice, account),
                "eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString(),
                "eventSource", call.source(),
                "eventName", call.name(),
                "awsRegion", dice.of("us-east-1", "eu-central-1", "eu-west-1"),
                "sourceIPAddress", dice.publicAddress(),
                "userAgent", dice.of("aws-cli/2.17.0", "Boto3/1.35.0", "console.amazonaws.com", "terraform/1.9.5"),
                "errorCode", denied ? "AccessDenied" : null,
                "errorMessage", denied ? "User is not authorized to perform this operation" : null,
                "requestID", dice.uuid(),
                "eventID", dice.uuid(),
                "readOnly", call.readOnly(),
                "eventType", "AwsApiCall",
                "managementEvent", true,
                "recipientAccountId", account,
                "eventCategory", "Management",
                "tlsDetails",
                        Document.of(
                                "tlsVersion", "TLSv1.3",
                                "cipherSuite", "TLS_AES_128_GCM_SHA256",
                                "clientProvidedHostHeader", call.source()));
    }

    private static Call call(Dice dice) {
        return dice.of(
                new Call("iam.amazonaws.com", "CreateAccessKey", false),
                new Call("iam.amazonaws.com", "ListUsers", true),
                new Call("s3.amazonaws.com", "GetBucketPolicy", true),
                new Call("s3.amazonaws.com", "PutBucketPublicAccessBlock", false),
                new Call("ec2.amazonaws.com", "AuthorizeSecurityGroupIngress", false),
                new Call("ec2.amazonaws.com", "DescribeInstances", true),
                new Call("sts.amazonaws.com", "AssumeRole", true),
                new Call("kms.amazonaws.com", "ScheduleKeyDeletion", false));
    }

    private static Map<String, @Nullable Object> identity(Dice dice, String account) {
        var person = Company.person(dice);
        return Document.of(
                "type",
                "IAMUser",
                "principalId",
                "AIDA" + dice.hex(16).toUpperCase(Locale.ROOT),
                "arn",
                "arn:aws:iam::" + account + ":user/" + person,
                "accountId",
                account,
                "userName",
                person,
                "sessionContext",
                Document.of("mfaAuthenticated", dice.percent(80)));
    }
}
