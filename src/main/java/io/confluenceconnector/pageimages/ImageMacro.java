package io.confluenceconnector.pageimages;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One {@code ac:image} of a page, with its position in bytes. */
public sealed interface ImageMacro {

    /** Position of its first byte. */
    int start();

    /**
     * A macro that can be replaced.
     *
     * @param end        position after its last byte
     * @param attributes what the {@code img} gets, ready to be written
     * @param caption    the markup within its caption, which stays
     */
    record Readable(int start, int end, ImageSource source, String attributes, Optional<Span> caption) implements ImageMacro {
        public Readable {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(attributes, "attributes");
            Objects.requireNonNull(caption, "caption");
            Span whole = new Span(start, end);
            if (caption.isPresent() && !whole.contains(caption.get())) {
                throw new IllegalArgumentException("A caption lies outside of its macro");
            }
        }

        /** What has to go for the image to take its place: all but the markup of the caption. */
        List<Span> replaced() {
            return caption.map(kept -> List.of(new Span(start, kept.start()), new Span(kept.end(), end)))
                    .orElseGet(() -> List.of(new Span(start, end)));
        }

        /** Position only: names and texts are content (S10). */
        @Override
        public String toString() {
            return "image macro at " + start;
        }
    }

    /** A macro that stays as it is, since it is not clear what it holds or where it ends. */
    record Unreadable(int start) implements ImageMacro {
    }

    /**
     * A part of the page.
     *
     * @param end position after its last byte
     */
    record Span(int start, int end) {
        public Span {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("A part from " + start + " to " + end + " is none");
            }
        }

        boolean contains(Span other) {
            return start <= other.start && other.end <= end;
        }
    }
}
