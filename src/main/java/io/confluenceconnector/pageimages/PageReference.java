package io.confluenceconnector.pageimages;

import io.confluenceconnector.confluence.PageKind;

import java.util.Objects;
import java.util.Optional;

/** Which page an image of another page lies on, in the words of the macro. */
public sealed interface PageReference {

    /** The same, with the key of the space that a macro without one means. */
    PageReference in(String spaceKey);

    /**
     * By title, which is unique within a space, of blog posts within a day.
     *
     * @param spaceKey   empty: the space of the page with the macro
     * @param postingDay {@code yyyy/MM/dd}, of blog posts; may be empty all the same
     */
    record Titled(String spaceKey, String title, PageKind kind, Optional<String> postingDay) implements PageReference {
        public Titled {
            Objects.requireNonNull(spaceKey, "spaceKey");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(postingDay, "postingDay");
        }

        @Override
        public PageReference in(String ownSpaceKey) {
            return spaceKey.isEmpty() ? new Titled(ownSpaceKey, title, kind, postingDay) : this;
        }

        /** Whether a page of this title is meant: the same text, in whatever normalisation. */
        public boolean means(String otherTitle) {
            return FileNames.readsAs(title, otherTitle);
        }

        /** Kind only: a title is content (S10). */
        @Override
        public String toString() {
            return kind + " by title";
        }
    }

    /** By the content's id. */
    record Identified(String contentId) implements PageReference {
        public Identified {
            Objects.requireNonNull(contentId, "contentId");
        }

        @Override
        public PageReference in(String ownSpaceKey) {
            return this;
        }

        @Override
        public String toString() {
            return "page by id";
        }
    }
}
