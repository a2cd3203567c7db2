package io.confluenceconnector.gateway;

/** An HTTP status code, or none because no answer came. */
public record OptionalStatus(int code) {

    /** No answer came. */
    public static final OptionalStatus NONE = new OptionalStatus(0);

    public boolean is(int expected) {
        return code == expected;
    }

    @Override
    public String toString() {
        return code == 0 ? "none" : Integer.toString(code);
    }
}
