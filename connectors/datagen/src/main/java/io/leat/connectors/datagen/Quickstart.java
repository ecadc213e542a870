package io.leat.connectors.datagen;

/** The record sets by the names that configurations give them. */
public enum Quickstart {
    USERS(ShopRecords::user),
    ORDERS(ShopRecords::order),
    GITHUB_WORKFLOW_RUN(WorkflowRuns::value),
    TRIVY_REPORT(TrivyReports::value),
    SARIF(SarifReports::value),
    CLOUDTRAIL(CloudTrailEvents::value),
    SYSLOG(LogLines::syslog),
    AUTH_LOG(LogLines::authLog),
    CEF(LogLines::cef);

    private final RecordSet records;

    Quickstart(RecordSet records) {
        this.records = records;
    }

    RecordSet records() {
        return records;
    }
}
