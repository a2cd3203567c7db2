package io.confluenceconnector.logging;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A value of a person or of content, whose text form the diagnostics policy decides: masked or in full (S10).
 *
 * <p>Masking goes by this type, not by patterns: whatever may identify a page, a file or a person is logged as a
 * {@code Sensitive}. Space keys, tenant names, counts, states and durations are not sensitive.
 */
public final class Sensitive {

    private final String value;
    private final UnaryOperator<String> mask;

    private Sensitive(String value, UnaryOperator<String> mask) {
        this.value = Objects.requireNonNull(value, "value");
        this.mask = mask;
    }

    /** The title of a page, blog post or attachment. */
    public static Sensitive title(String title) {
        return new Sensitive(title, Masking::mask);
    }

    /** The name of a file, in Confluence or in the knowledge base. */
    public static Sensitive fileName(String fileName) {
        return new Sensitive(fileName, Masking::mask);
    }

    /** The id of a page, attachment, scope or content, or a content key, which is made of them. */
    public static Sensitive id(String id) {
        return new Sensitive(id, Masking::mask);
    }

    /** An e-mail address. */
    public static Sensitive email(String address) {
        return new Sensitive(address, Masking::maskEmail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sensitive sensitive && value.equals(sensitive.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The value as the policy of this process wants it shown. */
    @Override
    @JsonValue
    public String toString() {
        return toString(DiagnosticsPolicy.current());
    }

    /** The value masked whatever the policy is: for places that anybody may read, such as a page without a login (S23). */
    public String concealed() {
        return toString(DiagnosticsPolicy.CONCEAL);
    }

    String toString(DiagnosticsPolicy policy) {
        return switch (policy) {
            case CONCEAL -> mask.apply(value);
            case DISCLOSE -> value;
        };
    }
}
