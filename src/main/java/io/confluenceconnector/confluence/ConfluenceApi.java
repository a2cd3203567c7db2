package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The addresses of one Confluence instance, and the differences between its two products. */
public sealed interface ConfluenceApi permits CloudApi, DataCenterApi {

    /** The most ids in one query; both products have been seen to take a hundred. */
    int IDS_PER_QUERY = 100;

    /** Room for ids in a query whose encoded URL must stay below 6,000 characters. */
    int ID_CHARACTERS_PER_QUERY = 4_000;

    /** Records per answer with expansions other than bodies; more is lowered silently. */
    int RECORDS_PER_ANSWER = 200;

    /** The space types that are ingested (P4); Data Center refuses to hear of {@code collaboration}. */
    List<String> spaceTypes();

    /** Content of a query, with labels, versions and up to 25 attachments a page when {@code withAttachments}. */
    Listing search(CqlQuery query, boolean withAttachments);

    /** Content of a query with labels and ancestors: the question of a deletion check that must ask the index. */
    Listing searchWithAncestors(CqlQuery query);

    /** Bodies, titles, labels and versions of the pages with these ids; in one answer, if the server likes (P10). */
    Listing bodies(Collection<String> pageIds);

    /**
     * The page or blog post of a space with this title, with up to 25 of its attachments, past the index where a call for
     * that exists (P15). Titles are compared loosely by Confluence, so the answer may hold others, too.
     *
     * @param postingDay {@code yyyy/MM/dd}, of blog posts
     */
    ConfluenceRequest titled(String spaceKey, String title, PageKind kind, Optional<String> postingDay);

    /** All current attachments of a page. */
    Listing attachments(String pageId, PageKind kind);

    /** The bytes of an attachment. */
    ConfluenceRequest download(Attachment attachment);

    /** Address of a page for people; {@code content} is its record. */
    String pageUrl(String pageId, Space space, JsonNode content);

    /** Address of an attachment for people. */
    String attachmentUrl(String pageId, String attachmentId, String title);

    /** The instance's base URL for people. */
    URI site();

    /** The platform's name for this product. */
    String sourceKind();

    /** Splits ids into queries that neither product refuses for their size. */
    static List<List<String>> batches(Collection<String> ids) {
        return CqlQuery.batches(ids, IDS_PER_QUERY, ID_CHARACTERS_PER_QUERY);
    }
}
