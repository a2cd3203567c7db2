package io.confluenceconnector.secret;

/** A secret cannot be had; the message says why and never holds a value. */
public final class UnavailableSecretException extends Exception {

    public UnavailableSecretException(String message) {
        super(message);
    }
}
