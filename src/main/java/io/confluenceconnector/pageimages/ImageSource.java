package io.confluenceconnector.pageimages;

import java.util.Objects;
import java.util.Optional;

/** What an image macro shows. */
public sealed interface ImageSource {

    /**
     * An attachment.
     *
     * @param fileName character references resolved
     * @param page     the other page that it is attached to; empty: the page itself
     */
    record File(String fileName, Optional<PageReference> page) implements ImageSource {
        public File {
            Objects.requireNonNull(fileName, "fileName");
            Objects.requireNonNull(page, "page");
        }

        /** A file name is content (S10). */
        @Override
        public String toString() {
            return page.isPresent() ? "file of another page" : "file";
        }
    }

    /** An address somewhere; whatever it is, it is never fetched (P15). */
    record Address() implements ImageSource {
    }
}
