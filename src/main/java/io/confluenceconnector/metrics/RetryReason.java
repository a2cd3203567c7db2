package io.confluenceconnector.metrics;

import io.confluenceconnector.gateway.RemoteCallException;

import java.io.InterruptedIOException;
import java.io.IOException;
import java.util.Locale;

/** Why a request is sent again. */
public enum RetryReason {
    /** 429, or another status by which a server asks for patience. */
    THROTTLED,
    /** 401: with a new token. */
    UNAUTHORIZED,
    /** 5xx. */
    SERVER_ERROR,
    /** 408, or no answer in time. */
    TIMEOUT,
    /** The connection was refused, broke, or was never made. */
    CONNECTION,
    /** An answer that was not what was asked for, such as HTML, or data that lacked its content. */
    ANSWER,
    OTHER;

    static RetryReason of(Throwable failure) {
        if (failure instanceof RemoteCallException remote) {
            return ofStatus(remote.status().code());
        }
        if (failure instanceof InterruptedIOException || failure.getCause() instanceof InterruptedIOException) {
            return TIMEOUT;
        }
        return failure instanceof IOException ? CONNECTION : OTHER;
    }

    private static RetryReason ofStatus(int code) {
        return switch (code) {
            case 401 -> UNAUTHORIZED;
            case 408 -> TIMEOUT;
            case 425, 429 -> THROTTLED;
            default -> code >= 500 ? SERVER_ERROR : ANSWER;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
