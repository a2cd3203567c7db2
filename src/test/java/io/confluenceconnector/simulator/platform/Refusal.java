package io.confluenceconnector.simulator.platform;

/** A GraphQL operation that is refused with an entry in {@code errors}. */
final class Refusal extends RuntimeException {

    private final String code;

    private Refusal(String code, String message) {
        super(message);
        this.code = code;
    }

    static Refusal badInput(String message) {
        return new Refusal("BAD_USER_INPUT", message);
    }

    static Refusal forbidden(String message) {
        return new Refusal("FORBIDDEN", message);
    }

    static Refusal notFound(String message) {
        return new Refusal("NOT_FOUND", message);
    }

    String code() {
        return code;
    }

    /** Whether the client broke a rule; asking for what is gone is none. */
    boolean violation() {
        return !code.equals("NOT_FOUND");
    }
}
