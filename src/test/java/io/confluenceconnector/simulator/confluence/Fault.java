package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import io.confluenceconnector.simulator.confluence.Reply.Delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What goes wrong with an answer: another answer instead of the real one, or a change of it or of its way. */
public final class Fault {

    /** Makes the faulty answer out of the real one, which is computed only when it is asked for. */
    private interface Change {
        Reply apply(Supplier<Reply> real);
    }

    private final String name;
    private final Change change;

    private Fault(String name, Change change) {
        this.name = name;
        this.change = change;
    }

    /** An answer with this status, these headers and this text, whose media type shows in its first character. */
    public static Fault status(int status, Map<String, String> headers, String body) {
        String type = body.startsWith("{") ? "application/json" : body.startsWith("<") ? "text/html" : "text/plain";
        return new Fault("status " + status, real -> Reply.text(status, type, body).withHeaders(headers));
    }

    /** An empty answer with this status. */
    public static Fault status(int status) {
        return status(status, Map.of(), "");
    }

    /** An answer with this status in the words of Confluence's v1, as it gives it of what is gone or hidden (API facts 8). */
    public static Fault refusal(int status) {
        return new Fault("refusal " + status, real -> V1Json.error(status, "ServiceException", "refused"));
    }

    /** A login page with status 200 (API facts 9.2). */
    public static Fault loginPage() {
        return new Fault("login page", real -> Reply.html(200,
                "<h1>Log in</h1><form action=\"/login.action\" method=\"post\"></form>"));
    }

    /** The connection is closed without an answer. */
    public static Fault resetConnection() {
        return delivered("reset connection", new Delivery(Duration.ZERO, true, -1, 0, Duration.ZERO, false, false));
    }

    /** The real answer is announced in full, and the connection closed after so many bytes of its body. */
    public static Fault truncateBody(long afterBytes) {
        return delivered("truncated body",
                new Delivery(Duration.ZERO, false, afterBytes, 0, Duration.ZERO, false, false));
    }

    /** The real answer comes a few bytes at a time, with a pause after each. */
    public static Fault slowDrip(int bytes, Duration pause) {
        return delivered("slow drip", new Delivery(Duration.ZERO, false, -1, bytes, pause, false, false));
    }

    /** The real answer comes late. */
    public static Fault delay(Duration delay) {
        return delivered("delay", new Delivery(delay, false, -1, 0, Duration.ZERO, false, false));
    }

    /** The real answer never ends: blanks follow until the client hangs up. */
    public static Fault endlessBody() {
        return delivered("endless body", new Delivery(Duration.ZERO, false, -1, 0, Duration.ZERO, true, true));
    }

    /** The first half of the real answer, with a length that fits. */
    public static Fault malformedJson() {
        return new Fault("malformed JSON", real -> {
            Reply reply = real.get();
            byte[] bytes = bytes(reply);
            return reply.withBody(new FileBytes.Stored(Arrays.copyOf(bytes, bytes.length / 2)));
        });
    }

    /** The real answer with a byte in its first title that no UTF-8 text holds. */
    public static Fault invalidUtf8() {
        return new Fault("invalid UTF-8", real -> {
            Reply reply = real.get();
            byte[] bytes = bytes(reply);
            int title = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"title\":\"");
            bytes[title + "\"title\":\"".length()] = (byte) 0xff;
            return reply.withBody(new FileBytes.Stored(bytes));
        });
    }

    /** Nothing, with status 200. */
    public static Fault emptyAnswer() {
        return new Fault("empty answer", real -> real.get().withBody(new FileBytes.Stored(new byte[0])));
    }

    /** The real answer with some of its JSON changed. */
    public static Fault rewriteJson(UnaryOperator<JsonNode> rewrite) {
        return new Fault("rewritten JSON", real -> {
            Reply reply = real.get();
            try {
                JsonNode rewritten = rewrite.apply(Reply.JSON.readTree(bytes(reply)));
                return reply.withBody(new FileBytes.Stored(Reply.JSON.writeValueAsBytes(rewritten)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The real answer with more headers, for rate-limit warnings on good answers. */
    public static Fault moreHeaders(Map<String, String> headers) {
        return new Fault("more headers", real -> real.get().withHeaders(headers));
    }

    private static Fault delivered(String name, Delivery delivery) {
        return new Fault(name, real -> {
            Reply reply = delivery.connectionCut() ? Reply.text(200, "text/plain", "") : real.get();
            boolean chunked = delivery.chunked() || reply.delivery().chunked();
            return reply.delivered(new Delivery(delivery.delay(), delivery.connectionCut(), delivery.cutAfterBytes(),
                    delivery.dripBytes(), delivery.dripPause(), chunked, delivery.endless()));
        });
    }

    private static byte[] bytes(Reply reply) {
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            reply.body().writeTo(output);
            return output.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply apply(Supplier<Reply> real) {
        return change.apply(real);
    }

    @Override
    public String toString() {
        return name;
    }
}
