package io.confluenceconnector.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The head of an HTTP answer, and the rules that tell what it means.
 *
 * @param header header by name; empty string when absent
 * @param text   start of the body of a 401, else empty
 */
record Answer(int status, Function<String, String> header, Instant received, String text) {

    /** Confluence's words for a token that is valid but lacks a scope (API document 2.3). */
    private static final String SCOPE_CHECK = "FAILURE_CLIENT_SCOPE_CHECK";
    private static final String SCOPE_TEXT = "scope does not match";

    /** The rules of API document 8 and P10, for a call that expects JSON unless {@code anyMediaType}. */
    AnswerKind kind(RemoteSystem system, boolean anyMediaType) {
        if (status >= 200 && status < 300) {
            return looksLikeHtml() && !anyMediaType
                    ? new AnswerKind.Temporary(Optional.empty(), "HTML where JSON was expected (a login page or a"
                            + " proxy's page)")
                    : new AnswerKind.Usable();
        }
        return switch (status) {
            case 408, 425 -> temporary("the server gave up waiting");
            case 429 -> temporary("the server asks us to slow down");
            case 401 -> unauthorized(system);
            default -> status >= 500
                    ? temporary("the server failed")
                    : new AnswerKind.Refused(system.remedy(status));
        };
    }

    /** Cloud's warning that less than about a fifth of the quota is left (API document 7, B24). */
    boolean nearLimit() {
        return header.apply("X-RateLimit-NearLimit").equalsIgnoreCase("true")
                || header.apply("X-Beta-RateLimit-NearLimit").equalsIgnoreCase("true");
    }

    private AnswerKind unauthorized(RemoteSystem system) {
        String loginReason = header.apply("X-Seraph-LoginReason");
        if (header.apply("X-Failure-Category").contains(SCOPE_CHECK)
                || text.toLowerCase(Locale.ROOT).contains(SCOPE_TEXT)) {
            return new AnswerKind.Refused(system.missingScope());
        }
        if (loginReason.toUpperCase(Locale.ROOT).contains("AUTHENTICATION_DENIED")) {
            return new AnswerKind.Refused("Confluence has locked this account after failed logins: log in once in a"
                    + " browser and solve the captcha, then correct the credentials.");
        }
        return new AnswerKind.TokenRefused(system.remedy(401));
    }

    private AnswerKind temporary(String reason) {
        return new AnswerKind.Temporary(retryAfter(), reason);
    }

    private Optional<Duration> retryAfter() {
        return RetryAfter.parse(header.apply("Retry-After"), received).or(this::quotaReset);
    }

    /** A used-up quota comes back at a time that only this header names; a burst is over sooner (API document 7). */
    private Optional<Duration> quotaReset() {
        boolean quota = status == 429 && header.apply("RateLimit-Reason").toLowerCase(Locale.ROOT).contains("quota");
        return quota ? RetryAfter.until(header.apply("X-RateLimit-Reset"), received) : Optional.empty();
    }

    private boolean looksLikeHtml() {
        String type = header.apply("Content-Type").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }
}
