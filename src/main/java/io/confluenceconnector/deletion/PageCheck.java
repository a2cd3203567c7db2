package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Space;

import java.util.Collection;
import java.util.function.BiConsumer;

/** One way to have the disappearance of pages confirmed; products and scopes differ in which one is possible. */
interface PageCheck {

    /**
     * The way that asks past the search index, where there is one (P11).
     *
     * @param mayReadPages whether the Cloud token has {@code read:page:confluence}
     */
    static PageCheck of(ConfluenceApi confluence, SelectionQuestion question, boolean mayReadPages) {
        if (confluence instanceof DataCenterApi dataCenter) {
            return new DataCenterPageCheck(dataCenter, question);
        }
        return mayReadPages ? new CloudPageCheck((CloudApi) confluence, question) : new IndexPageCheck(confluence, question);
    }

    /**
     * Adds the questions about pages that a space is to lose; {@code verdict} hears of each page exactly once.
     *
     * @param space where the platform holds them
     */
    void ask(Inquiry inquiry, Space space, Collection<String> pageIds, BiConsumer<String, Verdict> verdict);

    /** How it is done, for the log: {@code direct} or {@code index}. */
    String method();
}
