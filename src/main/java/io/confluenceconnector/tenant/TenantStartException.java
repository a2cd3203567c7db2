package io.confluenceconnector.tenant;

import io.confluenceconnector.logging.Redaction;

/**
 * A tenant's routes could not be started. Unlike at run time, Camel's own words are told: they speak of route files and
 * settings, and nothing of Confluence has been read yet.
 */
public final class TenantStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TenantStartException(String tenant, Throwable cause) {
        super("Tenant " + tenant + " could not be started, probably because of an edited route file: " + words(cause),
                cause);
    }

    private static String words(Throwable cause) {
        StringBuilder words = new StringBuilder();
        for (Throwable next = cause; next != null && words.length() < 2_000; next = next.getCause()) {
            if (next.getMessage() != null && words.indexOf(next.getMessage()) < 0) {
                words.append(words.isEmpty() ? "" : "; caused by: ").append(next.getMessage());
            }
        }
        return Redaction.redact(words.toString());
    }
}
