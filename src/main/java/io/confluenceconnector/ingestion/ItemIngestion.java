package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.SafeError;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.platform.ContentRequests.Description;
import io.confluenceconnector.platform.ContentRequests.Registered;
import io.confluenceconnector.platform.ContentRequests;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.StoredContent;
import io.confluenceconnector.secret.Secret;
import org.apache.camel.Body;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The decisions that pages and attachments share: registering, finalising, withdrawing, and how an item ended. */
public final class ItemIngestion {

    /** Exchange property of the {@link Upload} under way. */
    public static final String UPLOAD = "upload";

    private static final Logger LOG = LoggerFactory.getLogger(ItemIngestion.class);

    private final ContentRequests requests;
    private final PlatformApi platform;
    private final FailedUpdates failedUpdates;
    /** The version of each item that was left out: those that stay empty are found anew in every cycle. */
    private final Map<String, String> leftOut = new ConcurrentHashMap<>();

    public ItemIngestion(ContentRequests requests, PlatformApi platform, FailedUpdates failedUpdates) {
        this.requests = requests;
        this.platform = platform;
        this.failedUpdates = failedUpdates;
    }

    /**
     * One item on its way into the knowledge base.
     *
     * @param known whether the platform holds an earlier version, which must survive a failure (P10)
     */
    public record Upload(Item item, boolean known, Description description, String versionTimestamp) {
        @Override
        public String toString() {
            return item.toString();
        }
    }

    public PlatformRequest register(@ExchangeProperty(UPLOAD) Upload upload) {
        return requests.register(upload.description());
    }

    public Registration registered(@ExchangeProperty(UPLOAD) Upload upload, @Body JsonNode data) {
        Registered registered = requests.registered(data);
        return new Registration(Secret.of(registered.uploadUrl()),
                requests.finalise(upload.description(), upload.versionTimestamp(), registered.readUrl()));
    }

    public PlatformRequest finalise(@ExchangeProperty(Registration.PROPERTY) Registration registration) {
        return registration.finalise();
    }

    public void completed(@ExchangeProperty(UPLOAD) Upload upload,
                          @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        Item item = upload.item();
        failedUpdates.forget(item);
        cycle.count(item.space().key(), isPage(item) ? Count.PAGES_INGESTED : Count.ATTACHMENTS_INGESTED);
        cycle.advance(1);
        Event.of(isPage(item) ? EventName.PAGE_INGESTED : EventName.ATTACHMENT_INGESTED).outcome(Outcome.SUCCESS)
                .field("spaceKey", item.space().key()).field("itemId", Sensitive.id(item.itemId()))
                .field("title", Sensitive.title(upload.description().title()))
                .field("bytes", upload.description().byteSize())
                .field("mediaTypeFrom", item instanceof Attachment attachment && attachment.byExtension()
                        ? "file extension" : null)
                .log(LOG, isPage(item) ? "Page ingested" : "Attachment ingested");
    }

    /** Whether the failed item left, or may have left, a registration that must not stay behind (P10, B69). */
    public boolean leavesRegistration(@ExchangeProperty(UPLOAD) Upload upload,
                                      @ExchangeProperty(Registration.PROPERTY) Registration registration,
                                      @ExchangeProperty("failure") Exception failure) {
        return upload != null && !upload.known() && (registration != null || !(failure instanceof PermanentException));
    }

    /** What is stored under the item's key: also a registration whose answer was lost. */
    public PlatformRequest findRegistered(@ExchangeProperty(UPLOAD) Upload upload) {
        return platform.contentWithKeys(List.of(upload.description().key()));
    }

    /** The ids of what was registered and never finalised: not of what took effect although its answer was lost, nor of another process's. */
    public List<String> unfinished(@Body JsonNode data) {
        return PlatformAnswer.storedContents(data).stream().filter(ContentRequests::isPending).map(StoredContent::id).toList();
    }

    public PlatformRequest withdraw(@ExchangeProperty("withdrawn") List<String> contentIds) {
        return platform.deleteContent(contentIds);
    }

    /** A registration that could not be withdrawn is no harm: the next diff reports the item as never finalised. */
    public void notWithdrawn(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Event.of(EventName.ITEM_FAILED).error(failure)
                .log(LOG, "The registration of a failed item could not be withdrawn; the next cycle completes it");
    }

    /** Counts and reports an item that finally failed; every other item goes on. */
    public void failed(@ExchangeProperty("item") Item item, @ExchangeProperty("known") boolean known,
                       @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                       @ExchangeProperty("failure") Exception thrown) {
        Exception failure = withoutSplit(thrown);
        cycle.doomIfHopeless(failure);
        countFailed(item, known, cycle, SafeError.reason(failure))
                .in(Event.of(EventName.ITEM_FAILED)).error(failure).log(LOG, "Item failed");
    }

    /** Counts an item that was not begun, for a reason that was reported for all such items together. */
    void notTried(Item item, boolean known, SyncCycle cycle, String reason) {
        countFailed(item, known, cycle, reason);
    }

    private ItemFailure countFailed(Item item, boolean known, SyncCycle cycle, String reason) {
        failedUpdates.remember(item); // a new one may have been registered although no answer came: the diff would believe that
        cycle.failedItem(item.itemId());
        ItemFailure failed = new ItemFailure(item.space().key(), kind(item), Sensitive.id(item.itemId()), reason,
                known ? "the stored version stays; tried again in the next cycle"
                        : "not stored; tried again in the next cycle");
        cycle.fail(failed, isPage(item) ? Count.PAGES_FAILED : Count.ATTACHMENTS_FAILED);
        cycle.advance(1);
        return failed;
    }

    /** The failure itself, without what Camel's splitter wraps around it. */
    private static Exception withoutSplit(Exception thrown) {
        return thrown instanceof CamelExchangeException && thrown.getCause() instanceof Exception cause ? withoutSplit(cause)
                : thrown;
    }

    /** Counts and reports an item that is left out on purpose; a stored version stays, also one in another space. */
    public void skipped(Item item, String reason, SyncCycle cycle) {
        cycle.failedItem(item.itemId());
        cycle.count(item.space().key(), isPage(item) ? Count.PAGES_SKIPPED : Count.ATTACHMENTS_SKIPPED);
        cycle.advance(1);
        boolean toldBefore = item.updatedAt().equals(leftOut.put(item.itemId(), item.updatedAt()));
        Event.of(EventName.ITEM_SKIPPED).level(toldBefore ? Level.DEBUG : Level.INFO).outcome(Outcome.SKIPPED)
                .field("spaceKey", item.space().key()).field("kind", kind(item)).field("itemId", Sensitive.id(item.itemId()))
                .field("reason", reason).log(LOG, "Item skipped");
    }

    private static String kind(Item item) {
        return isPage(item) ? "page" : "attachment";
    }

    private static boolean isPage(Item item) {
        return item instanceof Page;
    }
}
