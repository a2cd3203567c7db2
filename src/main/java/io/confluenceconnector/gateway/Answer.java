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
 */
record Answer(int status, Function<String, String> header, Instant received) {

    /** Confluence's words for a token that is valid but lacks a scope (API document 2.3). */
    private static final String SCOPE_CHECK = "FAILURE_CLIENT_SCOPE_CHECK";

    /** The rules of API document 8 and P10, for a call that expects JSON unless {@code anyMediaType}. */
    AnswerKind kind(RemoteSystem system, boolean anyMediaType) {
        if (status >= 200 && status < 300) {
            return looksLikeHtml() && !anyMediaType
                    ? new AnswerKind.Temporary(Optional.empty(), false, "HTML where JSON was expected (a login page or a"
                            + " proxy's page)")
                    : new AnswerKind.Usable();
        }
        return switch (status) {
            case 408, 425 -> temporary(false, "the server gave up waiting");
            case 429 -> temporary(true, "the server asks us to slow down");
            case 401 -> unauthorized(system);
            default -> status >= 500
                    ? temporary(status == 503 && retryAfter().isPresent(), "the server failed")
                    : new AnswerKind.Refused(system.remedy(status));
        };
    }

    private AnswerKind unauthorized(RemoteSystem system) {
        String loginReason = header.apply("X-Seraph-LoginReason");
        if (header.apply("X-Failure-Category").contains(SCOPE_CHECK)) {
            return new AnswerKind.Refused(system.missingScope());
        }
        if (loginReason.toUpperCase(Locale.ROOT).contains("AUTHENTICATION_DENIED")) {
            return new AnswerKind.Refused("Confluence has locked this account after failed logins: log in once in a"
                    + " browser and solve the captcha, then correct the credentials.");
        }
        return new AnswerKind.TokenRefused(system.remedy(401));
    }

    private AnswerKind temporary(boolean throttled, String reason) {
        return new AnswerKind.Temporary(retryAfter(), throttled, reason);
    }

    private Optional<Duration> retryAfter() {
        return RetryAfter.parse(header.apply("Retry-After"), received);
    }

    private boolean looksLikeHtml() {
        String type = header.apply("Content-Type").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }
}
