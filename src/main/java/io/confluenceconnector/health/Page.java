package io.confluenceconnector.health;

import com.sun.net.httpserver.Headers;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What is served under one path; only GET and HEAD reach it. */
@FunctionalInterface
public interface Page {

    /** Answers without blocking: what takes long completes the answer later. */
    CompletableFuture<Response> get(Headers request);

    /**
     * An answer.
     *
     * @param body    handed over, not copied
     * @param headers beyond those that every answer has
     */
    record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
        public Response {
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(body, "body");
            headers = Map.copyOf(headers);
        }

        public Response(int status, String contentType, byte[] body) {
            this(status, contentType, body, Map.of());
        }
    }
}
