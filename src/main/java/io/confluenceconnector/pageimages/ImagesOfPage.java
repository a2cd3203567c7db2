package io.confluenceconnector.pageimages;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.pageimages.ImageMacro.Span;
import io.confluenceconnector.pageimages.PageBody.Splice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The images of one page on their way into it (P15): first the pages that other images lie on are looked up, then it is
 * decided which images fit, then their bytes come in, and in the end there is a body.
 */
public final class ImagesOfPage {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "images";

    /** The most image bytes of one page (P15). */
    static final long MOST_BYTES = 50L << 20;
    /** The most other pages that are looked up for one page, each of which costs a request. */
    static final int MOST_PAGES = 50;

    /** An image in its place: that of a macro, or the end of the page. */
    private record Placed(Optional<ImageMacro.Readable> macro, Attachment image) {
        int position(int end) {
            return macro.map(ImageMacro.Readable::start).orElse(end);
        }
    }

    private final Page page;
    private final byte[] body;
    private final List<Attachment> own;
    private final List<ImageMacro> macros;
    private final FileNames ownNames;
    private final Map<PageReference, FileNames> otherPages = new HashMap<>();
    private final Map<PageReference, KeptBecause> missingPages = new HashMap<>();
    private final List<Placed> placed = new ArrayList<>();
    private final Map<Attachment, ImageBytes> bytes = new HashMap<>();
    private final Map<KeptBecause, List<Integer>> kept = new EnumMap<>(KeptBecause.class);
    private long bytesLeft = MOST_BYTES;
    private boolean unfinished;

    /** @param own the PNG and JPEG attachments of the page that the configuration takes */
    public ImagesOfPage(Page page, byte[] body, Collection<Attachment> own) {
        this.page = Objects.requireNonNull(page, "page");
        this.body = body;
        this.own = List.copyOf(own);
        this.ownNames = new FileNames(own);
        this.macros = ImageMacros.find(body);
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return macros.isEmpty() && own.isEmpty();
    }

    /** Other pages that have to be looked up. */
    public Set<PageReference> otherPages() {
        Set<PageReference> references = new LinkedHashSet<>();
        for (ImageMacro macro : macros) {
            if (references.size() < MOST_PAGES && macro instanceof ImageMacro.Readable readable
                    && readable.source() instanceof ImageSource.File file) {
                file.page().ifPresent(reference -> references.add(reference.in(page.space().key())));
            }
        }
        return references;
    }

    /** A page that was looked up: the PNG and JPEG attachments that the configuration takes. */
    public void found(PageReference reference, String pageId, List<Attachment> images) {
        otherPages.put(reference, pageId.equals(page.pageId()) ? ownNames : new FileNames(images));
    }

    /** A page that was looked up in vain. @param answered whether Confluence gave an answer at all */
    public void notFound(PageReference reference, boolean answered) {
        missingPages.put(reference, answered ? KeptBecause.NO_SUCH_PAGE : KeptBecause.NOT_OBTAINED);
    }

    /** Decides what becomes part of the page, as far as that is known before the downloads. */
    public void place() {
        Set<Attachment> meant = new LinkedHashSet<>();
        for (ImageMacro macro : macros) {
            if (!(macro instanceof ImageMacro.Readable readable)) {
                keep(macro.start(), KeptBecause.UNREADABLE_MACRO);
            } else if (readable.source() instanceof ImageSource.File file) {
                image(file).ifPresentOrElse(image -> {
                    meant.add(image);
                    place(new Placed(Optional.of(readable), image));
                }, () -> keep(macro.start(), whyMissing(file)));
            } else {
                keep(macro.start(), KeptBecause.EXTERNAL_ADDRESS);
            }
        }
        own.stream().filter(image -> !meant.contains(image)).forEach(image -> place(new Placed(Optional.empty(), image)));
    }

    private Optional<Attachment> image(ImageSource.File file) {
        Optional<FileNames> names = file.page().isEmpty() ? Optional.of(ownNames)
                : Optional.ofNullable(otherPages.get(file.page().get().in(page.space().key())));
        return names.flatMap(images -> images.find(file.fileName()));
    }

    private KeptBecause whyMissing(ImageSource.File file) {
        Optional<PageReference> reference = file.page().map(other -> other.in(page.space().key()));
        return reference.isEmpty() || otherPages.containsKey(reference.get()) ? KeptBecause.NO_SUCH_IMAGE
                : missingPages.getOrDefault(reference.get(), KeptBecause.TOO_MANY_PAGES);
    }

    private void place(Placed image) {
        long size = image.image().size().orElse(0);
        if (image.image().size().isPresent() && size == 0) {
            keep(image.position(body.length), KeptBecause.EMPTY_FILE);
        } else if (size > bytesLeft) {
            keep(image.position(body.length), KeptBecause.PAGE_FULL);
        } else {
            bytesLeft -= size;
            placed.add(image);
        }
    }

    private void keep(int position, KeptBecause reason) {
        kept.computeIfAbsent(reason, r -> new ArrayList<>()).add(position);
    }

    /** The images to download, each once however often it is shown. */
    public List<Attachment> downloads() {
        return placed.stream().map(Placed::image).distinct().toList();
    }

    /** The memory that all downloads together may take; images of unknown size may take all that is left. */
    public long bytesToHold() {
        boolean sizesKnown = downloads().stream().allMatch(image -> image.size().isPresent());
        return sizesKnown ? downloads().stream().mapToLong(image -> image.size().getAsLong()).sum()
                : downloads().isEmpty() ? 0 : MOST_BYTES;
    }

    /** The most bytes that the download of this image may bring. */
    public long mostBytes(Attachment image) {
        return image.size().orElse(bytesLeft / Math.max(1, timesPlaced(image)));
    }

    public void downloaded(Attachment image, ImageBytes content) {
        if (image.size().isEmpty()) {
            bytesLeft -= content.size() * timesPlaced(image);
        }
        if (content.size() == 0) {
            giveUp(image, KeptBecause.EMPTY_FILE);
        } else {
            bytes.put(image, content);
        }
    }

    /** A download that finally failed; the other images go on. */
    public void notDownloaded(Attachment image) {
        giveUp(image, KeptBecause.NOT_OBTAINED);
    }

    /** Says that what is missing may come in a later cycle, since nobody has refused it. */
    public void leaveUnfinished() {
        unfinished = true;
    }

    /** Whether the page as it is now is not to count as finished (P14). */
    public boolean isUnfinished() {
        return unfinished;
    }

    private void giveUp(Attachment image, KeptBecause reason) {
        placed.stream().filter(shown -> shown.image().equals(image))
                .forEach(shown -> keep(shown.position(body.length), reason));
    }

    private long timesPlaced(Attachment image) {
        return placed.stream().filter(shown -> shown.image().equals(image)).count();
    }

    /** The page with all the images that came. */
    public PageBody body() {
        List<Splice> splices = new ArrayList<>();
        List<PageBody.Image> appended = new ArrayList<>();
        for (Placed shown : inlined()) {
            String attributes = shown.macro().map(ImageMacro.Readable::attributes)
                    .orElseGet(() -> ImageAttributes.of(shown.image().title()));
            PageBody.Image image = new PageBody.Image(shown.image().mediaType(), bytes.get(shown.image()), attributes);
            shown.macro().ifPresentOrElse(macro -> {
                List<Span> replaced = macro.replaced();
                splices.add(new Splice(replaced.get(0), List.of(image)));
                replaced.stream().skip(1).forEach(rest -> splices.add(new Splice(rest, List.of())));
            }, () -> appended.add(image));
        }
        splices.sort(Comparator.comparingInt(splice -> splice.replaced().start())); // an image may stand in a caption
        splices.add(new Splice(new Span(body.length, body.length), appended));
        return PageBody.spliced(body, splices);
    }

    private List<Placed> inlined() {
        return placed.stream().filter(shown -> bytes.containsKey(shown.image())).toList();
    }

    /** How many macros were replaced. */
    public long replaced() {
        return inlined().stream().filter(shown -> shown.macro().isPresent()).count();
    }

    /** How many images that no macro shows were put at the end. */
    public long appended() {
        return inlined().size() - replaced();
    }

    /** How many of them are PNG or JPEG by their file name alone, since their uploader named no type (P5). */
    public long byExtension() {
        return inlined().stream().filter(shown -> shown.image().byExtension()).count();
    }

    /** What did not become part of the page, by reason: positions in bytes. */
    public Map<KeptBecause, List<Integer>> kept() {
        return new LinkedHashMap<>(kept);
    }

    /** Counts only (S10, S12). */
    @Override
    public String toString() {
        return macros.size() + " image macros of " + page;
    }
}
