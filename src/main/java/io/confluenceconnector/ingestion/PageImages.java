package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.diff.SpaceItems;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.http.ResponseLimit;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.pageimages.ImageBytes;
import io.confluenceconnector.pageimages.ImageMemory;
import io.confluenceconnector.pageimages.ImagesOfPage;
import io.confluenceconnector.pageimages.KeptBecause;
import io.confluenceconnector.platform.FileDiff;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The decisions of the {@code page-images} route (P15). */
public final class PageImages {

    private static final Logger LOG = LoggerFactory.getLogger(PageImages.class);
    private static final String SHARE = "imageShare";

    private final boolean inlines;
    private final long maxBytes;
    private final OtherPages otherPages;
    private final FailedUpdates failedUpdates;
    private final ImageMemory memory;
    private final InlinedImages inlined;

    PageImages(ConfluenceApi api, AttachmentSelection selection, FailedUpdates failedUpdates, InlinedImages inlined,
               ImageMemory memory) {
        this.inlines = selection.inlinesImages();
        this.maxBytes = selection.maxBytes();
        this.otherPages = new OtherPages(api, selection);
        this.failedUpdates = failedUpdates;
        this.inlined = inlined;
        this.memory = memory;
    }

    /**
     * Has pages ingested again whose images have changed although they have not: their version says nothing of that. The
     * first time, those whose images are still stored as files of their own, since inlining was off before.
     */
    public void changed(@ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                        @ExchangeProperty("space") SpaceItems space, @ExchangeProperty("fileDiff") FileDiff diff) {
        if (!inlines) {
            return;
        }
        boolean first = inlined.seesFirst(space.space());
        Set<String> stored = Set.copyOf(diff.deletedFiles());
        for (Item item : space.items()) {
            if (item instanceof Page page && !discovery.protectedItems().attachmentsOf().contains(page.pageId())) {
                List<Attachment> images = discovery.imagesOf(page);
                boolean outdated = first ? images.stream().anyMatch(image -> stored.contains(image.itemId()))
                        : inlined.isOutdated(page, images);
                if (outdated) {
                    failedUpdates.remember(page);
                }
                if (first) {
                    inlined.seen(page, images);
                }
            }
        }
    }

    /** The images of a page, by what its body and its attachments say. */
    public ImagesOfPage find(@ExchangeProperty("content") PageContent content,
                             @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery) {
        return new ImagesOfPage(content.page(), content.source(), discovery.imagesOf(content.page()));
    }

    /** The questions about other pages whose images this one shows. */
    public Inquiry otherPages(@ExchangeProperty(ImagesOfPage.PROPERTY) ImagesOfPage images,
                              @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        return otherPages.inquiry(images, cycle.id());
    }

    /**
     * Decides which images fit, and waits for the memory that they take.
     *
     * @throws InterruptedException when the process stops
     */
    public ImageMemory.Share reserve(@ExchangeProperty(ImagesOfPage.PROPERTY) ImagesOfPage images) throws InterruptedException {
        images.place();
        return memory.acquire(images.bytesToHold());
    }

    /**
     * Takes a download.
     *
     * @throws TransientException when it is a login page, or declares another length
     */
    public void keep(@ExchangeProperty(ImagesOfPage.PROPERTY) ImagesOfPage images,
                     @ExchangeProperty("item") Attachment image, @Header(Exchange.CONTENT_TYPE) String downloadType,
                     @Header("Content-Length") Long contentLength, @Body InputStream download) throws IOException {
        try (download) {
            AttachmentUpload.objection(image.mediaType(), image.size(), downloadType, contentLength).ifPresent(objection -> {
                throw objection;
            });
            images.downloaded(image, ImageBytes.read(
                    ResponseLimit.of(download, Math.min(maxBytes, images.mostBytes(image))), image.size()));
        }
    }

    /**
     * An image that finally failed leaves its macro as it is; the others go on.
     *
     * @throws HostPausedException when no other image would come either: the page is tried again in a later cycle
     */
    public void notObtained(@ExchangeProperty(ImagesOfPage.PROPERTY) ImagesOfPage images,
                            @ExchangeProperty("item") Attachment image,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (failure instanceof HostPausedException paused) {
            throw paused;
        }
        images.notDownloaded(image);
        cycle.failedItem(image.itemId()); // what is still stored of it as a file stays (P11)
        if (!(failure instanceof PermanentException)) {
            images.leaveUnfinished();
        }
        Event.of(EventName.IMAGES_INLINED).field("spaceKey", image.space().key())
                .field("itemId", Sensitive.id(image.itemId())).error(failure)
                .log(LOG, "An image could not be downloaded: its page is ingested without it");
    }

    /** The page with its images. */
    public PageContent inlined(@ExchangeProperty(ImagesOfPage.PROPERTY) ImagesOfPage images,
                               @ExchangeProperty("content") PageContent content) {
        return images.isEmpty() ? content : content.with(images.body(), !images.isUnfinished());
    }

    /** Counts the images of a page that has been ingested, and says precisely what is missing. */
    public void ingested(@ExchangeProperty(ImagesOfPage.PROPERTY) ImagesOfPage images,
                         @ExchangeProperty("content") PageContent content,
                         @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                         @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        Page page = content.page();
        Map<KeptBecause, List<Integer>> kept = images.kept();
        inlined.ingested(page, discovery.imagesOf(page), !kept.containsKey(KeptBecause.NOT_OBTAINED));
        if (images.isEmpty()) {
            return;
        }
        int leftOut = kept.values().stream().mapToInt(List::size).sum();
        cycle.count(page.space().key(), Count.IMAGES_INLINED, (int) (images.replaced() + images.appended()));
        cycle.count(page.space().key(), Count.IMAGES_LEFT_OUT, leftOut);
        boolean asIntended = kept.keySet().stream().allMatch(KeptBecause.EXTERNAL_ADDRESS::equals);
        Event.of(EventName.IMAGES_INLINED).level(asIntended ? Level.INFO : Level.WARN)
                .outcome(asIntended ? Outcome.SUCCESS : Outcome.PARTIAL).field("spaceKey", page.space().key())
                .field("itemId", Sensitive.id(page.itemId())).field("replaced", images.replaced())
                .field("appended", images.appended()).field("leftOut", leftOut)
                .field("typeByFileExtension", images.byExtension() == 0 ? null : images.byExtension())
                .field("reasons", kept.isEmpty() ? null : reasons(kept))
                .log(LOG, "Images have become part of their page");
    }

    /** Such as {@code external address, never fetched: 2, from byte 120}. */
    private static List<String> reasons(Map<KeptBecause, List<Integer>> kept) {
        return kept.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue().size() + ", from byte "
                + entry.getValue().get(0)).toList();
    }

    /** Gives the page's share of memory back, however its upload ended. */
    public void release(@ExchangeProperty(SHARE) ImageMemory.Share share) {
        if (share != null) {
            share.close();
        }
    }
}
