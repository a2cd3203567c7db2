package io.confluenceconnector.status;

import java.util.Locale;

/** How a tenant does, the worst first; each has a sign and words, so that nothing is told by colour alone. */
enum Condition {
    FAILING("✗", "failing"),
    ATTENTION("!", "needs a look"),
    NEW("–", "no cycle yet"),
    FINE("✓", "fine");

    private final String sign;
    private final String words;

    Condition(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    String sign() {
        return sign;
    }

    String words() {
        return words;
    }

    /** The same of several tenants. */
    String wordsFor(long tenants) {
        return tenants == 1 ? words : words.replace("needs", "need");
    }

    /** The rest of a sentence that begins with so many tenants. */
    String saidOf(long tenants) {
        return this == ATTENTION ? wordsFor(tenants) : (tenants == 1 ? "is " : "are ") + words;
    }

    /** The class in the style sheet. */
    String cssClass() {
        return name().toLowerCase(Locale.ROOT);
    }
}
