package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.StoredContent;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The decisions of the {@code scope-removal} route: a scope goes with its files, whether its space or its tenant is gone (P12, P16). */
public final class ScopeRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeRemoval.class);

    private final PlatformApi platform;

    public ScopeRemoval(PlatformApi platform) {
        this.platform = platform;
    }

    /** The first of what the platform holds in the scope. */
    public PlatformRequest files(@ExchangeProperty("candidate") RemovalCandidate candidate) {
        return platform.contentOfScope(candidate.scope().id(), 0);
    }

    /** What is known to be stored of a space before the first look. */
    public List<StoredContent> nothingYet() {
        return List.of();
    }

    /**
     * What is still stored of a space that is being removed; counts what the last look found and this one does not, whatever
     * the answers to its deletion said, for an answer may be lost (P11).
     *
     * @param before what the last look found; empty before the first one
     * @throws IllegalStateException when one of these is still there: the scope must not go before its files
     */
    public List<StoredContent> stored(@ExchangeProperty("stored") List<StoredContent> before,
                                      @ExchangeProperty("candidate") RemovalCandidate candidate,
                                      @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle, @Body JsonNode data) {
        List<StoredContent> stored = PlatformAnswer.storedContents(data);
        Set<String> ids = stored.stream().map(StoredContent::id).collect(Collectors.toSet());
        int left = (int) before.stream().filter(content -> ids.contains(content.id())).count();
        cycle.count(candidate.space().key(), candidate.cause().files(), before.size() - left);
        cycle.count(candidate.space().key(), candidate.cause().filesFailed(), left);
        if (left > 0) {
            throw new IllegalStateException("The platform did not delete " + left + " of " + before.size()
                    + " files of a removed space");
        }
        return stored;
    }

    public List<List<StoredContent>> batches(@ExchangeProperty("stored") List<StoredContent> stored) {
        return Deletion.batches(stored);
    }

    /** Whether another look for files is due: the last one found some. */
    public boolean filesLeft(@ExchangeProperty("stored") List<StoredContent> stored) {
        return !stored.isEmpty();
    }

    public PlatformRequest deleteScope(@ExchangeProperty("candidate") RemovalCandidate candidate) {
        return platform.deleteScope(candidate.scope().id(), true);
    }

    /** @throws IllegalStateException when any folder failed */
    public void scopeDeleted(@Body JsonNode data) {
        if (!data.path("deleteFolder").path("failedFolders").isEmpty()) {
            throw new IllegalStateException("The platform did not delete the scope of a removed space");
        }
    }

    public void removed(@ExchangeProperty("candidate") RemovalCandidate candidate,
                        @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.count(candidate.space().key(), candidate.cause().removed());
        Event.of(EventName.SPACE_REMOVED).outcome(Outcome.SUCCESS).field("spaceKey", candidate.space().key())
                .field("cause", candidate.cause()).log(LOG, "A space was removed with its files");
    }

    /** A failure for one space does not stop the others. */
    public void failed(@ExchangeProperty("candidate") RemovalCandidate candidate,
                       @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                       @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        cycle.doomIfHopeless(failure);
        ItemFailure failed = new ItemFailure(candidate.space().key(), "space", Sensitive.id(candidate.space().id()),
                "The removal of the space failed", "its scope stays; the next cycle tries again");
        cycle.fail(failed, candidate.cause().failed());
        failed.in(Event.of(EventName.SPACE_REMOVED)).field("cause", candidate.cause()).error(failure)
                .log(LOG, "A space could not be removed");
    }
}
