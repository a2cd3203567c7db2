package io.confluenceconnector.http;

/**
 * A request that must not leave the process: permanent, so never worth a retry.
 *
 * <p>The message names the promise, method, host and path, never a query or a header, because those may hold secrets (S9).
 */
public final class GuardViolationException extends RuntimeException {

    private final String rule;

    GuardViolationException(String rule, String explanation) {
        super("Refused by " + rule + ": " + explanation);
        this.rule = rule;
    }

    /** The promise that the request would have broken, such as {@code S1}. */
    public String rule() {
        return rule;
    }
}
