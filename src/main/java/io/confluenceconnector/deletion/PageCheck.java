package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Space;

import java.util.Collection;
import java.util.function.BiConsumer;

/** One way to have the disappearance of pages confirmed; products and scopes differ in which one is possible. */
interface PageCheck {

    /**
     * Adds the questions about pages that a space is to lose; {@code verdict} hears of each page exactly once.
     *
     * @param space where the platform holds them
     */
    void ask(Inquiry inquiry, Space space, Collection<String> pageIds, BiConsumer<String, Verdict> verdict);

    /** How it is done, for the log: {@code direct} or {@code index}. */
    String method();
}
