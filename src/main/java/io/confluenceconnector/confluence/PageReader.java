package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes pages of content records: the product's URL, and labels without the tenant's two sync labels. */
public final class PageReader {
    private final ConfluenceApi api;
    private final ContentReader contents;
    private final Set<String> syncLabels;

    public PageReader(ConfluenceApi api, ContentReader contents, Set<String> syncLabels) {
        this.api = api;
        this.contents = contents;
        this.syncLabels = Set.copyOf(syncLabels);
    }

    /**
     * The page of a record; {@code content} was read from {@code node}.
     *
     * @throws MalformedRecordException when it has no timestamp, without which no diff is possible, or does not tell its labels,
     *                                  which would wipe the stored ones (P14)
     */
    public Page page(PageKind kind, Content content, JsonNode node) {
        if (content.updatedAt().isBlank()) {
            throw new MalformedRecordException("a page has no version time", Optional.of(content.id()));
        }
        List<String> labels = contents.labels(node)
                .orElseThrow(() -> new MalformedRecordException("a page does not tell its labels", Optional.of(content.id())));
        return new Page(content.id(), kind, content.space(), content.updatedAt(),
                api.pageUrl(content.id(), content.space(), node), contents.without(labels, syncLabels));
    }
}
