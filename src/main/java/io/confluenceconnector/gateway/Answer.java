package io.confluenceconnector.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The head of an HTTP answer, and the rules that tell what it means.
 *
 * @param header header by name; empty string when absent
 * @param text   start of the body where that tells something, see {@link #isToldByText}; else empty
 */
record Answer(int status, Function<String, String> header, Instant received, String text) {

    /** Confluence's words for a token that is valid but lacks a scope. */
    private static final String SCOPE_CHECK = "FAILURE_CLIENT_SCOPE_CHECK";
    private static final String SCOPE_TEXT = "scope does not match";
    /** How both versions of Confluence's API begin a refusal: its own status, or a list of errors. */
    private static final Pattern OWN_REFUSAL = Pattern.compile(
            "\\s*\\{.*\"(statusCode\"\\s*:\\s*40[34]\\b|errors\"\\s*:\\s*\\[).*", Pattern.DOTALL);
    private static final Pattern QUOTA = Pattern.compile("quota|global-based|tenant-based", Pattern.CASE_INSENSITIVE);

    /** What it means for the call (P10), for a call that never brings HTML unless {@code anyMediaType}. */
    AnswerKind kind(RemoteSystem system, boolean anyMediaType) {
        if (status >= 200 && status < 300) {
            return !anyMediaType && (system == RemoteSystem.UPLOAD ? isHtmlPage() : looksLikeHtml())
                    ? new AnswerKind.Temporary(Optional.empty(), "an HTML page instead of an answer (a login page"
                            + " or a proxy's page)")
                    : new AnswerKind.Usable();
        }
        return switch (status) {
            case 408, 425 -> temporary("the server gave up waiting");
            case 429 -> temporary("the server asks us to slow down");
            case 401 -> unauthorized(system);
            default -> status >= 500 ? temporary("the server failed")
                    : system.givesTokens() ? new AnswerKind.CredentialsRefused(system.remedy(status))
                    : !anyMediaType && mayMeanAbsence(system, status) && !OWN_REFUSAL.matcher(text).matches()
                    ? new AnswerKind.RefusedByAnother(system.remedy(status) + " It is not said in Confluence's own words, and so"
                            + " proves nothing: look for a proxy in between that blocks this call, or for a server that is starting.")
                    : new AnswerKind.Refused(system.remedy(status));
        };
    }

    /** Whether the body of an answer with this status says what the status does not. */
    static boolean isToldByText(RemoteSystem system, int status) {
        return status == 401 || system == RemoteSystem.UPLOAD || mayMeanAbsence(system, status);
    }

    private static boolean mayMeanAbsence(RemoteSystem system, int status) {
        return system == RemoteSystem.CONFLUENCE && (status == 403 || status == 404);
    }

    private AnswerKind unauthorized(RemoteSystem system) {
        String loginReason = header.apply("X-Seraph-LoginReason");
        if (header.apply("X-Failure-Category").contains(SCOPE_CHECK)
                || text.toLowerCase(Locale.ROOT).contains(SCOPE_TEXT)) {
            return new AnswerKind.Refused(system.missingScope());
        }
        if (loginReason.toUpperCase(Locale.ROOT).contains("AUTHENTICATION_DENIED")) {
            return new AnswerKind.CredentialsRefused("Confluence has locked this account after failed logins: log in once in a"
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

    /**
     * A used-up quota comes back at a time that only this header names, and at the latest with the next full hour of UTC; a
     * burst is over sooner.
     */
    private Optional<Duration> quotaReset() {
        String reason = header.apply("RateLimit-Reason") + header.apply("Beta-RateLimit-Reason");
        if (status != 429 || !QUOTA.matcher(reason).find()) {
            return Optional.empty();
        }
        return RetryAfter.until(header.apply("X-RateLimit-Reset"), received)
                .or(() -> RetryAfter.until(header.apply("X-Beta-RateLimit-Reset"), received))
                .or(() -> Optional.of(Duration.between(received,
                        received.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS))));
    }

    /** How far apart requests should be from now on; empty when the answer does not say. */
    Optional<Duration> gap() {
        return new RateLimitHeaders(header, received).gap();
    }

    /** A storage may call its few words of success HTML; a proxy's or login page is one. */
    private boolean isHtmlPage() {
        return looksLikeHtml() && text.stripLeading().startsWith("<");
    }

    private boolean looksLikeHtml() {
        String type = header.apply("Content-Type").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }
}
