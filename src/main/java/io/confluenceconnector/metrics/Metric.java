package io.confluenceconnector.metrics;

import java.util.Arrays;

/**
 * The catalogue of our metrics: names that dashboards and alert rules query by, never changed or reused. Every metric has
 * the label {@code tenant}, except {@link #PLATFORM_TOKEN_REFRESHES}.
 */
public enum Metric {
    SYNC_DURATION("cfc_sync_duration_seconds", "How long a sync cycle took", Buckets.STAGE),
    SCAN_DURATION("cfc_scan_duration_seconds", "How long the discovery of a cycle took", Buckets.STAGE),
    SYNC_PHASE("cfc_sync_phase", "1 for the phase that the tenant is in, else 0"),
    SYNC_PAGES("cfc_sync_pages_total", "Pages discovered by the current cycle; falls to 0 when the next one begins"),
    SYNC_ATTACHMENTS("cfc_sync_attachments_total",
            "Attachments discovered by the current cycle; falls to 0 when the next one begins"),
    SYNC_SKIPPED("cfc_sync_skipped_total", "Cycles that were due and did not run"),
    LAST_SUCCESS("cfc_last_successful_sync_timestamp_seconds",
            "When the last successful cycle ended, in seconds since 1970; 0 before the first"),
    CLUSTER_LEADER("cfc_cluster_leader", "1 while this process runs the tenant, else 0"),

    PAGES_PROCESSED("cfc_pages_processed_total", "Pages and blog posts, by how their ingestion ended; failure: also what could not be read"),
    ATTACHMENTS_PROCESSED("cfc_attachments_processed_total", "Attachments, by how their ingestion ended; failure: also what could not be read"),
    CONTENT_DELETED("cfc_content_deleted_total", "Files whose deletion was due, by how it ended"),
    DELETIONS_WAITING("cfc_deletions_waiting",
            "Deletions of the last cycle that wait: held for an operator, or pending until another cycle confirms them"),
    FILE_DIFF_EVENTS("cfc_file_diff_events_total", "What the platform's diff found"),
    ORPHANED_SCOPES_CLEANED("cfc_orphaned_scopes_cleaned_total", "Scopes of spaces no longer selected, by how their removal ended"),
    ORPHANED_FILES_CLEANED("cfc_orphaned_files_cleaned_total", "Files deleted with the scopes of spaces no longer selected"),
    CLEANUP_DURATION("cfc_cleanup_duration_seconds", "How long the removal of a deleted tenant's content took", Buckets.STAGE),
    CLEANUP_CONTENT_DELETED("cfc_cleanup_content_deleted_total", "Files of a deleted tenant, by how their deletion ended"),
    CLEANUP_SCOPES_DELETED("cfc_cleanup_scopes_deleted_total", "Scopes of a deleted tenant, by how their deletion ended"),

    CONFLUENCE_DURATION("cfc_confluence_api_request_duration_seconds", "How long Confluence took to answer",
            0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    CONFLUENCE_THROTTLED("cfc_confluence_api_throttle_events_total", "Answers by which Confluence asked us to slow down"),
    CONFLUENCE_ERRORS("cfc_confluence_api_errors_total", "Requests to Confluence that were not answered with 2xx"),
    PLATFORM_REQUESTS("confluence_connector_unique_api_requests_total", "Requests to the platform"),
    PLATFORM_ERRORS("confluence_connector_unique_api_errors_total", "Requests to the platform that failed; with 2xx those whose answer held errors"),
    PLATFORM_DURATION("confluence_connector_unique_api_request_duration_ms", "How long the platform took to answer, in milliseconds",
            10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000),
    PLATFORM_SLOW_REQUESTS("confluence_connector_unique_api_slow_requests_total",
            "Requests to the platform that took longer than duration_bucket says; one of 3 seconds counts for >1s and >2s"),
    PLATFORM_TOKEN_REFRESHES("confluence_connector_unique_api_auth_token_refresh_total",
            "Tokens fetched for the platform, by all tenants"),
    TOKEN_REQUESTS("cfc_token_requests_total", "Requests for access tokens, by how they ended"),
    UPLOAD_DURATION("cfc_attachment_upload_duration_seconds", "How long the upload of an attachment took, its download included",
            0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 30, 60),
    BYTES_UPLOADED("cfc_uploaded_bytes_total", "Bytes of pages and attachments stored on the platform"),
    RETRIES("cfc_request_retries_total", "Requests that were sent again, by what had gone wrong"),
    RATE_LIMIT_WAIT("cfc_rate_limit_wait_seconds", "How long requests waited for the tenant's own rate limit",
            0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120);

    private final String text;
    private final String meaning;
    private final double[] buckets;

    Metric(String text, String meaning, double... buckets) {
        this.text = text;
        this.meaning = meaning;
        this.buckets = buckets;
    }

    /** What it tells an operator, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Upper bounds of the histogram's buckets, in the unit of the name; empty for all others. */
    double[] buckets() {
        return Arrays.copyOf(buckets, buckets.length);
    }

    /** The name as it stands in the scrape. */
    @Override
    public String toString() {
        return text;
    }

    private static final class Buckets {
        private static final double[] STAGE = {1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200};
    }
}
