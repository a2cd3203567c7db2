package io.confluenceconnector.simulator.platform;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What goes wrong with one call instead of, or after, carrying it out. */
public sealed interface Fault {

    /** Another status than the right one; the call is not carried out. */
    record Status(int code, Map<String, String> headers, String body) implements Fault {
        public Status {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(body);
        }
    }

    /** Status 200 with an {@code errors} array; the call is not carried out. */
    record GraphQlError(String message, String code) implements Fault {
        public GraphQlError {
            Objects.requireNonNull(message);
            Objects.requireNonNull(code);
        }
    }

    /** Status 200 with a JSON object that has neither {@code data} nor {@code errors}; the call is not carried out. */
    record MissingData() implements Fault { }

    /** The connection is closed without an answer, for uploads in the middle of the body; the call is not carried out. */
    record ResetConnection() implements Fault { }

    /** The call is carried out, but the connection breaks after half of the answer. */
    record TruncatedAnswer() implements Fault { }

    /** The call is carried out, but its answer comes byte by byte. */
    record SlowDrip(Duration betweenBytes) implements Fault {
        public SlowDrip {
            Objects.requireNonNull(betweenBytes);
        }
    }

    /** A login page with status 200; the call is not carried out. */
    record HtmlPage() implements Fault { }

    /** The call is carried out, but only after this time. */
    record Delay(Duration duration) implements Fault {
        public Delay {
            Objects.requireNonNull(duration);
        }
    }

    /** Status 200 with text that is no JSON; the call is not carried out. */
    record MalformedJson() implements Fault { }

    /** The call is carried out, but its answer is lost to the given fault. */
    record AnswerLost(Fault to) implements Fault {
        public AnswerLost {
            Objects.requireNonNull(to);
        }
    }

    static Fault status(int code) {
        return status(code, Map.of(), "{\"message\":\"injected\",\"statusCode\":" + code + "}");
    }

    static Fault status(int code, Map<String, String> headers, String body) {
        return new Status(code, headers, body);
    }

    static Fault graphqlError(String message, String code) {
        return new GraphQlError(message, code);
    }

    static Fault missingData() {
        return new MissingData();
    }

    static Fault resetConnection() {
        return new ResetConnection();
    }

    static Fault truncateAnswer() {
        return new TruncatedAnswer();
    }

    static Fault slowDrip(Duration betweenBytes) {
        return new SlowDrip(betweenBytes);
    }

    static Fault html200() {
        return new HtmlPage();
    }

    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    static Fault malformedJson() {
        return new MalformedJson();
    }

    /** Lets the call take effect, then loses its answer to this fault. */
    static Fault afterEffect(Fault fault) {
        return new AnswerLost(fault);
    }
}
