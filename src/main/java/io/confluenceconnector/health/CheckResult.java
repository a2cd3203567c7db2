package io.confluenceconnector.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check found.
 *
 * @param fields what the health answer says of it, in order; nothing of content and no address (S23)
 */
public record CheckResult(boolean up, Map<String, Object> fields) {
    public CheckResult {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static CheckResult crashed() {
        return new CheckResult(false, Map.of("error", "CHECK_FAILED"));
    }

    /** The fields after the status, as they stand in the answer. */
    Map<String, Object> answer() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status(up));
        answer.putAll(fields);
        return answer;
    }

    static String status(boolean up) {
        return up ? "up" : "down";
    }
}
