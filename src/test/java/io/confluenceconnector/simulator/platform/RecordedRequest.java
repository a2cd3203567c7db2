package io.confluenceconnector.simulator.platform;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One request as it arrived, without any secret.
 *
 * @param path        without the query, which may be a credential
 * @param operation   one of {@link Operations}; {@code contentUpsert} for both of its steps
 * @param subject     what it was about, such as the content key; may be empty
 * @param status      the answer's status, or 0 when the connection was closed without one
 * @param headerNames in lower case
 */
public record RecordedRequest(String method, String path, String operation, String subject, Target target, int status,
        Instant instant, Set<String> headerNames) {

    /** The address a request went to. */
    public enum Target { INGESTION, SCOPE_MANAGEMENT, FILE_DIFF, UPLOAD, SCOPED_UPLOAD, TOKEN, NOWHERE }

    public RecordedRequest {
        headerNames = Collections.unmodifiableSet(new TreeSet<>(headerNames));
    }
}
