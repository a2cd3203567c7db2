package io.confluenceconnector.pageimages;

import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.pageimages.ImageMacro.Span;
import io.confluenceconnector.storageformat.CharacterReferences;
import io.confluenceconnector.storageformat.MarkupReader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the image macros of a body in Confluence's storage format, which need not be well-formed (B70, B73, B77, B81).
 *
 * <p>Only the macros themselves are judged; what surrounds them may be broken in any way. A macro that is not closed, that
 * holds anything that image macros do not hold, is unreadable: it stays as it is. One pass, no tree, no
 * recursion; depth is followed only within a macro, and only so far (S19).
 */
public final class ImageMacros {

    private static final String IMAGE = "ac:image";
    private static final String CAPTION = "ac:caption";
    private static final int DEEPEST = 100;

    private final MarkupReader markup;
    private final List<ImageMacro> macros = new ArrayList<>();
    /** The innermost first; each is in the caption of the one below it. */
    private final Deque<OpenMacro> open = new ArrayDeque<>();

    private ImageMacros(byte[] body) {
        this.markup = new MarkupReader(body);
    }

    /** The macros of a body in UTF-8, in the order of their positions; what they replace never overlaps. */
    public static List<ImageMacro> find(byte[] body) {
        ImageMacros scan = new ImageMacros(body);
        scan.read();
        scan.macros.sort(Comparator.comparingInt(ImageMacro::start));
        return List.copyOf(scan.macros);
    }

    private void read() {
        while (markup.next()) {
            switch (markup.kind()) {
                case START_TAG, EMPTY_TAG -> startTag();
                case END_TAG -> endTag();
                case TEXT, CDATA -> text();
                case COMMENT -> {
                    // says nothing about images
                }
            }
        }
        giveUpAll();
    }

    private void startTag() {
        boolean empty = markup.kind() == MarkupReader.Kind.EMPTY_TAG;
        if (markup.name().equals(IMAGE)) {
            begin(empty);
        } else if (!open.isEmpty()) {
            open.peek().element(markup, empty);
            if (open.peek().isTooDeep()) {
                giveUpAll();
            }
        }
    }

    private void begin(boolean empty) {
        if (!open.isEmpty() && !open.peek().inCaption()) {
            OpenMacro unclear = open.pop();
            giveUp(unclear);
            if (!open.isEmpty()) {
                open.peek().adopt(unclear);
            }
        }
        if (open.size() == DEEPEST) {
            giveUpAll();
        }
        open.push(new OpenMacro(markup.start(), markup.attributes()));
        if (empty) {
            close();
        }
    }

    private void endTag() {
        while (!open.isEmpty()) {
            if (open.peek().closes(markup.name(), markup.start())) {
                return;
            }
            if (markup.name().equals(IMAGE)) {
                close();
                return;
            }
            giveUp(open.pop()); // the end of something around it
        }
    }

    private void text() {
        if (!open.isEmpty() && !markup.isBlank()) {
            open.peek().text();
        }
    }

    private void close() {
        macros.add(open.pop().macro(markup.start(), markup.end()));
    }

    private void giveUpAll() {
        while (!open.isEmpty()) {
            giveUp(open.pop());
        }
    }

    private void giveUp(OpenMacro macro) {
        macros.add(new ImageMacro.Unreadable(macro.start));
    }

    /** A macro whose end has not been read yet. */
    private static final class OpenMacro {
        private final int start;
        private final Map<String, String> attributes;
        private final Deque<String> elements = new ArrayDeque<>();
        private Optional<ImageSource> source = Optional.empty();
        private String rawFileName = "";
        private int captionStart = -1;
        private int captionEnd = -1;
        private int captionLevel;
        private boolean foreign;

        OpenMacro(int start, Map<String, String> attributes) {
            this.start = start;
            this.attributes = attributes;
        }

        /** Makes a macro that was given up one element like others of the caption it stands in. */
        void adopt(OpenMacro unclear) {
            elements.push(IMAGE);
            unclear.elements.descendingIterator().forEachRemaining(elements::push);
        }

        boolean isTooDeep() {
            return elements.size() > DEEPEST;
        }

        /** Text outside of the caption would be lost. */
        void text() {
            foreign |= !inCaption();
        }

        boolean inCaption() {
            return captionStart >= 0 && captionEnd < 0;
        }

        void element(MarkupReader markup, boolean empty) {
            String name = markup.name();
            if (!inCaption()) {
                outsideOfCaption(name, markup, empty);
            }
            if (!empty) {
                elements.push(name);
            }
        }

        private void outsideOfCaption(String name, MarkupReader markup, boolean empty) {
            switch (name) {
                case CAPTION -> {
                    if (!empty) {
                        foreign |= captionStart >= 0;
                        captionLevel = elements.size();
                        captionStart = markup.end();
                        captionEnd = -1;
                    }
                }
                case "ri:attachment" -> attachment(markup.attributes().getOrDefault("ri:filename", ""));
                case "ri:url" -> address();
                case "ri:page" -> page(markup.attributes(), PageKind.PAGE);
                case "ri:blog-post" -> page(markup.attributes(), PageKind.BLOG_POST);
                case "ri:content-entity" -> onPage(Optional.of(markup.attributes().getOrDefault("ri:content-id", ""))
                        .map(CharacterReferences::resolve).<PageReference>map(PageReference.Identified::new));
                case "ac:adf-mark" -> {
                    // how the image looks
                }
                default -> foreign = true;
            }
        }

        private void attachment(String rawName) {
            foreign |= source.isPresent() || rawName.isBlank();
            rawFileName = rawName;
            source = Optional.of(new ImageSource.File(CharacterReferences.resolve(rawName), Optional.empty()));
        }

        private void address() {
            foreign |= source.isPresent();
            source = Optional.of(new ImageSource.Address());
        }

        private void page(Map<String, String> raw, PageKind kind) {
            String title = CharacterReferences.resolve(raw.getOrDefault("ri:content-title", ""));
            String spaceKey = CharacterReferences.resolve(raw.getOrDefault("ri:space-key", ""));
            onPage(title.equals("@self") ? Optional.empty() : Optional.of(new PageReference.Titled(
                    spaceKey.equals("currentSpace()") ? "" : spaceKey, title, kind,
                    Optional.ofNullable(raw.get("ri:posting-day")))));
        }

        private void onPage(Optional<PageReference> page) {
            if (source.isPresent() && source.get() instanceof ImageSource.File file && file.page().isEmpty()) {
                source = Optional.of(new ImageSource.File(file.fileName(), page));
            } else {
                foreign = true;
            }
        }

        /** Closes the innermost element of that name and all within it; false when there is none. */
        boolean closes(String name, int position) {
            if (!elements.contains(name)) {
                return false;
            }
            String closed;
            do {
                closed = elements.pop();
                if (inCaption() && elements.size() == captionLevel) {
                    captionEnd = position;
                }
            } while (!closed.equals(name));
            return true;
        }

        ImageMacro macro(int endTag, int end) {
            if (foreign || source.isEmpty()) {
                return new ImageMacro.Unreadable(start);
            }
            Optional<Span> caption = captionStart < 0 ? Optional.empty()
                    : Optional.of(new Span(captionStart, inCaption() ? endTag : captionEnd));
            return new ImageMacro.Readable(start, end, source.get(), ImageAttributes.of(attributes, rawFileName), caption);
        }
    }
}
