package io.confluenceconnector.gateway;

/** An HTTP status code, or none because no answer came. */
public record OptionalStatus(int code) {

    /** No answer came. */
    public static final OptionalStatus NONE = new OptionalStatus(0);

    public boolean is(int expected) {
        return code == expected;
    }

    /** Whether the server said that it will not answer this, in a way that time does not mend (P10). */
    public boolean isRefusal() {
        return code >= 400 && code < 500 && code != 408 && code != 425 && code != 429;
    }

    @Override
    public String toString() {
        return code == 0 ? "none" : Integer.toString(code);
    }
}
