package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, and the way it is delivered. */
record Reply(int status, Map<String, String> headers, FileBytes body, Delivery delivery) {

    static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How an answer travels; everything but {@link #NORMAL} is a fault or a switch.
     *
     * @param delay wait before the first byte
     * @param connectionCut the connection is closed without an answer
     * @param cutAfterBytes the connection is closed after so many bytes of the body; negative: never
     * @param dripBytes size of a drip, 0 for no dripping
     * @param dripPause pause after each drip
     * @param chunked no {@code Content-Length} is given
     * @param endless the body is followed by blanks until the client hangs up
     */
    record Delivery(Duration delay, boolean connectionCut, long cutAfterBytes, int dripBytes, Duration dripPause,
            boolean chunked, boolean endless) {
        static final Delivery NORMAL = new Delivery(Duration.ZERO, false, -1, 0, Duration.ZERO, false, false);
    }

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply text(int status, String contentType, String text) {
        return new Reply(status, Map.of("Content-Type", contentType),
                new FileBytes.Stored(text.getBytes(StandardCharsets.UTF_8)), Delivery.NORMAL);
    }

    static Reply html(int status, String text) {
        return text(status, "text/html;charset=UTF-8", "<!DOCTYPE html><html><body>" + text + "</body></html>");
    }

    static Reply json(int status, JsonNode json) {
        try {
            return new Reply(status, Map.of("Content-Type", "application/json"),
                    new FileBytes.Stored(JSON.writeValueAsBytes(json)), Delivery.NORMAL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    static Reply file(String contentType, FileBytes bytes, boolean chunked) {
        Delivery normal = Delivery.NORMAL;
        return new Reply(200, Map.of("Content-Type", contentType), bytes,
                new Delivery(normal.delay(), false, -1, 0, Duration.ZERO, chunked, false));
    }

    static Reply redirect(String location) {
        return new Reply(302, Map.of("Location", location), new FileBytes.Stored(new byte[0]), Delivery.NORMAL);
    }

    Reply withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body, delivery);
    }

    Reply withBody(FileBytes newBody) {
        return new Reply(status, headers, newBody, delivery);
    }

    Reply delivered(Delivery newDelivery) {
        return new Reply(status, headers, body, newDelivery);
    }
}
