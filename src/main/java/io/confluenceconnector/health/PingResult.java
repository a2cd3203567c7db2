package io.confluenceconnector.health;

import io.confluenceconnector.gateway.RemoteCallException;

import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** What a ping tells, in words that hold nothing of the request. */
record PingResult(boolean up, Optional<String> error) {

    private static final int DEEPEST_CAUSE = 20;
    private static final PingResult UP = new PingResult(true, Optional.empty());

    /** Any answer shows that the system can be reached. */
    static PingResult reachable(int status) {
        return UP;
    }

    /** Only 2xx shows that we are served. */
    static PingResult served(int status) {
        if (status / 100 == 2) {
            return UP;
        }
        return down(status == 401 || status == 403 ? "AUTH_FAILURE" : "HTTP_" + status);
    }

    static PingResult timeout() {
        return down("TIMEOUT");
    }

    /** The status that a failure of ours carries. */
    static Optional<Integer> statusOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof RemoteCallException remote && remote.status().code() > 0) {
                return Optional.of(remote.status().code());
            }
        }
        return Optional.empty();
    }

    /** There was no answer. */
    static PingResult unanswered(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException || cause instanceof TimeoutException) {
                return timeout();
            }
        }
        return down("UNREACHABLE");
    }

    private static PingResult down(String error) {
        return new PingResult(false, Optional.of(error));
    }

    /** The fields of the health answer for tenants and their results, in the same order. */
    static List<Map<String, Object>> byTenant(List<TenantPings> tenants, List<PingResult> results) {
        return IntStream.range(0, tenants.size()).mapToObj(i -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("tenant", tenants.get(i).tenant().value());
            fields.putAll(results.get(i).fields());
            return fields;
        }).toList();
    }

    /** The fields of the health answer. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", CheckResult.status(up));
        error.ifPresent(text -> fields.put("error", text));
        return fields;
    }
}
