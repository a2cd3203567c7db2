package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.AttachmentReader;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.pageimages.ImagesOfPage;
import io.confluenceconnector.pageimages.PageReference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks up the pages whose images other pages show: by title, or by id. Pages that many others refer to
 * are looked up once in a cycle, since requests to Confluence are scarce.
 */
final class OtherPages {

    /** Confluence takes no longer titles; a longer one is none, and would make a URL that servers refuse. */
    private static final int LONGEST_TITLE = 255;

    private record Found(String pageId, List<Attachment> images) {
    }

    private record CycleFinds(String cycleId, Map<PageReference, Found> pages) {
    }

    private final ConfluenceApi api;
    private final AttachmentSelection selection;
    private volatile CycleFinds finds = new CycleFinds("", Map.of());

    OtherPages(ConfluenceApi api, AttachmentSelection selection) {
        this.api = api;
        this.selection = selection;
    }

    /** The questions that are open before the images of a page are known; {@code images} hears the answers. */
    Inquiry inquiry(ImagesOfPage images, String cycleId) {
        Map<PageReference, Found> known = ofCycle(cycleId);
        Inquiry inquiry = new Inquiry();
        for (PageReference reference : images.otherPages()) {
            Found found = known.get(reference);
            Optional<ConfluenceRequest> request = request(reference);
            if (found != null) {
                images.found(reference, found.pageId(), found.images());
            } else if (request.isPresent()) {
                inquiry.ask(request.get(), new Lookup(inquiry, reference, images, known)::answered);
            } else {
                images.notFound(reference, true);
            }
        }
        return inquiry;
    }

    private Map<PageReference, Found> ofCycle(String cycleId) {
        CycleFinds present = finds;
        if (!present.cycleId().equals(cycleId)) {
            present = new CycleFinds(cycleId, new ConcurrentHashMap<>());
            finds = present;
        }
        return present.pages();
    }

    /** Empty for what can be no page: it comes from a body, which may hold anything (S20). */
    private Optional<ConfluenceRequest> request(PageReference reference) {
        if (reference instanceof PageReference.Identified identified) {
            return identified.contentId().matches("[0-9]{1,19}")
                    ? Optional.of(api.search(CqlQuery.withIds(List.of(identified.contentId())), true).next())
                    : Optional.empty();
        }
        PageReference.Titled titled = (PageReference.Titled) reference;
        boolean possible = isName(titled.title()) && isName(titled.spaceKey());
        return possible ? Optional.of(api.titled(titled.spaceKey(), titled.title(), titled.kind(),
                titled.postingDay().filter(day -> day.matches("[0-9]{4}/[0-9]{2}/[0-9]{2}")))) : Optional.empty();
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TITLE && text.chars().noneMatch(Character::isISOControl);
    }

    /** One reference on its way to the attachments of the page that it means. */
    private final class Lookup {
        private final Inquiry inquiry;
        private final PageReference reference;
        private final ImagesOfPage images;
        private final Map<PageReference, Found> known;
        private final AttachmentReader reader = new AttachmentReader(api);
        private final List<Attachment> found = new ArrayList<>();

        Lookup(Inquiry inquiry, PageReference reference, ImagesOfPage images, Map<PageReference, Found> known) {
            this.inquiry = inquiry;
            this.reference = reference;
            this.images = images;
            this.known = known;
        }

        void answered(Reply reply) {
            if (!(reply instanceof Reply.Found answer)) {
                missing(reply);
                return;
            }
            List<JsonNode> meant = new ArrayList<>();
            answer.answer().path("results").forEach(record -> {
                if (isMeant(record)) {
                    meant.add(record);
                }
            });
            if (meant.size() == 1) {
                attachments(meant.get(0));
            } else {
                images.notFound(reference, true);
            }
        }

        private boolean isMeant(JsonNode record) {
            boolean current = record.path("status").asText(Content.CURRENT).equals(Content.CURRENT);
            return current && PageKind.ofType(record.path("type").asText()).isPresent()
                    && (!(reference instanceof PageReference.Titled titled) || titled.means(record.path("title").asText()));
        }

        private void attachments(JsonNode record) {
            Content page;
            try {
                page = new ContentReader().read(record);
            } catch (MalformedRecordException e) {
                images.notFound(reference, false);
                return;
            }
            Optional<List<JsonNode>> inlined = AttachmentReader.allInlined(record);
            if (inlined.isPresent()) {
                inlined.get().forEach(attachment -> take(page, attachment));
                complete(page);
            } else {
                inquiry.askAll(api.attachments(page.id(), PageKind.ofType(page.type()).orElseThrow()),
                        attachment -> take(page, attachment), reply -> {
                            if (reply instanceof Reply.Found) {
                                complete(page);
                            } else {
                                missing(reply);
                            }
                        });
            }
        }

        private void complete(Content page) {
            known.put(reference, new Found(page.id(), List.copyOf(found)));
            images.found(reference, page.id(), found);
        }

        private void missing(Reply reply) {
            images.notFound(reference, reply instanceof Reply.Absent);
            if (reply instanceof Reply.NoAnswer none && !none.status().isRefusal()) {
                images.leaveUnfinished();
            }
        }

        private void take(Content page, JsonNode record) {
            try {
                AttachmentReader.Described described = reader.describe(record);
                if (AttachmentReader.isCurrent(record) && selection.decide(described.declaredMediaType(), described.title(),
                        described.size()) instanceof AttachmentSelection.Decision.Inlined image) {
                    found.add(reader.attachment(page.id(), page.space(), page.updatedAt(), described, image.mediaType(),
                            image.byExtension()));
                }
            } catch (MalformedRecordException e) {
                // an attachment without id or name is none that a macro could mean
            }
        }
    }
}
