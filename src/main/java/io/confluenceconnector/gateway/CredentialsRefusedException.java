package io.confluenceconnector.gateway;

/** The credentials themselves are refused, and no fresh token can cure it: no other call would be let in either (S4, B32). */
public final class CredentialsRefusedException extends PermanentException {
    private static final long serialVersionUID = 1L;

    public CredentialsRefusedException(String message, OptionalStatus status) {
        super(message, status);
    }

    @Override
    public boolean endsCycle() {
        return true;
    }
}
