package io.confluenceconnector.pageimages;

import io.confluenceconnector.pageimages.ImageMacro.Span;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is sent as a page's body: the body as Confluence gave it, with images spliced in. Every byte between the splices is
 * the source's own. It never exists as a whole, and can be read as often as an upload is tried.
 */
public final class PageBody {

    /** An image in the place of a part of the source, which may be empty. */
    record Splice(Span replaced, List<Image> images) {
        Splice {
            images = List.copyOf(images);
        }
    }

    /**
     * An {@code img}.
     *
     * @param attributes as markup, beginning with a blank
     */
    record Image(String mediaType, ImageBytes bytes, String attributes) {

        private String opening() {
            return "<img src=\"data:" + mediaType + ";base64,";
        }

        private String closing() {
            return "\"" + attributes + "/>";
        }
    }

    private final List<Supplier<InputStream>> pieces = new ArrayList<>();
    private long length;

    private PageBody() {
    }

    /** A body as it is. */
    public static PageBody of(byte[] source) {
        return spliced(source, List.of());
    }

    /** @param splices by position, none overlapping another */
    static PageBody spliced(byte[] source, List<Splice> splices) {
        PageBody body = new PageBody();
        int position = 0;
        for (Splice splice : splices) {
            if (splice.replaced().start() < position) {
                throw new IllegalArgumentException("Splices overlap at byte " + splice.replaced().start());
            }
            body.add(source, position, splice.replaced().start());
            splice.images().forEach(body::add);
            position = splice.replaced().end();
        }
        body.add(source, position, source.length);
        return body;
    }

    private void add(byte[] bytes, int from, int to) {
        if (from < to) {
            length += to - from;
            pieces.add(() -> new ByteArrayInputStream(bytes, from, to - from));
        }
    }

    private void add(Image image) {
        add(image.opening());
        image.bytes().encoded().forEach(pieces::add);
        length += image.bytes().encodedLength();
        add(image.closing());
    }

    private void add(String markup) {
        byte[] bytes = markup.getBytes(StandardCharsets.UTF_8);
        add(bytes, 0, bytes.length);
    }

    /** Bytes. */
    public long length() {
        return length;
    }

    /** The body from its beginning. */
    public InputStream open() {
        Iterator<Supplier<InputStream>> each = pieces.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return each.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return each.next().get();
            }
        });
    }

    /** Never the content (S12). */
    @Override
    public String toString() {
        return "body of " + length + " bytes";
    }
}
