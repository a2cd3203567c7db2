package io.confluenceconnector.simulator.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A whole HTTP answer. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer json(int status, Object value) {
        try {
            return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer refusal(int status, String message) {
        return json(status, Map.of("statusCode", status, "message", message));
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
