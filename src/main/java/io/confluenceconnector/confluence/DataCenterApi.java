package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Confluence Data Center: v1 only, below a base URL that may have a context path. */
public final class DataCenterApi implements ConfluenceApi {
    /** Path of the call that tells who we are. */
    public static final String CURRENT_USER = "/rest/api/user/current";

    private final URI base;
    private final ConfluenceLinks links;

    public DataCenterApi(URI base) {
        this.base = base;
        String context = base.getRawPath();
        this.links = new ConfluenceLinks(base, "",
                context.isEmpty() ? List.of(base.toString()) : List.of(base.toString(), context));
    }

    @Override
    public List<String> spaceTypes() {
        return List.of("global");
    }

    @Override
    public Listing search(CqlQuery query, boolean withAttachments) {
        return search(query, SearchPath.fields(withAttachments), RECORDS_PER_ANSWER);
    }

    @Override
    public Listing searchWithAncestors(CqlQuery query) {
        return search(query, SearchPath.ANCESTOR_FIELDS, RECORDS_PER_ANSWER);
    }

    private Listing search(CqlQuery query, String fields, int limit) {
        return new OffsetListing(new ConfluenceRequest(SearchPath.PATH,
                SearchPath.uri(base.toString(), query, fields, 0)), limit);
    }

    @Override
    public Listing bodies(Collection<String> pageIds) {
        return search(CqlQuery.withIds(pageIds), SearchPath.BODY_FIELDS, pageIds.size());
    }

    @Override
    public ConfluenceRequest titled(String spaceKey, String title, PageKind kind, Optional<String> postingDay) {
        return new ConfluenceRequest("/rest/api/content", URI.create(base + "/rest/api/content?type=" + kind + "&spaceKey="
                + PercentEncoding.encode(spaceKey) + "&title=" + PercentEncoding.encode(title)
                + postingDay.map(day -> "&postingDay=" + day.replace('/', '-')).orElse("")
                + "&expand=" + SearchPath.fields(true) + "&limit=" + SearchPath.PAGES_OF_A_TITLE));
    }

    @Override
    public Listing attachments(String pageId, PageKind kind) {
        return new OffsetListing(new ConfluenceRequest("/rest/api/content/{id}/child/attachment",
                URI.create(base + "/rest/api/content/" + PercentEncoding.encode(pageId)
                        + "/child/attachment?expand=version,extensions,metadata")), RECORDS_PER_ANSWER);
    }

    @Override
    public ConfluenceRequest download(Attachment attachment) {
        return new ConfluenceRequest("/download/attachments/{id}/{file}", links.resolve(attachment.download()));
    }

    /** One page with labels and ancestors, past the search index. */
    public ConfluenceRequest content(String id) {
        return new ConfluenceRequest("/rest/api/content/{id}", URI.create(base + "/rest/api/content/"
                + PercentEncoding.encode(id) + "?expand=" + SearchPath.ANCESTOR_FIELDS));
    }

    /** One space, past the search index. */
    public ConfluenceRequest space(String key) {
        return new ConfluenceRequest("/rest/api/space/{key}",
                URI.create(base + "/rest/api/space/" + PercentEncoding.encode(key)));
    }

    /** The instance's fingerprint and version; answered without credentials (P2). */
    public ConfluenceRequest manifest() {
        return new ConfluenceRequest("/rest/applinks/1.0/manifest", URI.create(base + "/rest/applinks/1.0/manifest"));
    }

    /** Who Confluence takes us for. */
    public ConfluenceRequest currentUser() {
        return new ConfluenceRequest(CURRENT_USER, URI.create(base + CURRENT_USER));
    }

    @Override
    public String pageUrl(String pageId, Space space, JsonNode content) {
        return base + "/pages/viewpage.action?pageId=" + pageId;
    }

    @Override
    public String attachmentUrl(String pageId, String attachmentId, String title) {
        return base + "/pages/viewpageattachments.action?pageId=" + pageId + "&preview="
                + PercentEncoding.encode("/" + pageId + "/" + attachmentId + "/" + title);
    }

    @Override
    public URI site() {
        return base;
    }

    @Override
    public String sourceKind() {
        return "ATLASSIAN_CONFLUENCE_ONPREM";
    }
}
