package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Cloud with {@code read:page:confluence}: v2 pages, their labels and their parents, past the search index. Parents that
 * are folders, whiteboards or databases keep their labels from this scope, so that such pages stay index-only (P11).
 */
final class CloudPageCheck implements PageCheck {
    private final CloudApi api;
    private final SelectionQuestion question;
    private final Map<String, Parent> parents = new HashMap<>();
    private final Set<String> takenSpaces;
    private final Set<String> outsideSpaces = new HashSet<>();
    private final ContentReader reader = new ContentReader();
    private final PageCheck byIndex;
    private boolean refused;

    /** A page above the one in question; labels are empty when they could not be read. */
    private record Parent(Optional<List<String>> labels, JsonNode record) {
    }

    CloudPageCheck(CloudApi api, SelectionQuestion question) {
        this.api = api;
        this.question = question;
        this.takenSpaces = question.takenSpaces();
        this.byIndex = new IndexPageCheck(api, question);
    }

    @Override
    public void ask(Inquiry inquiry, Space space, Collection<String> pageIds, BiConsumer<String, Verdict> verdict) {
        for (List<String> batch : ConfluenceApi.batches(pageIds)) {
            find(inquiry, PageKind.PAGE, batch, found -> {
                List<String> missing = new ArrayList<>(batch);
                missing.removeAll(found.keySet());
                found.forEach((id, record) -> judge(inquiry, PageKind.PAGE, space, record, v -> verdict.accept(id, v)));
                if (!missing.isEmpty()) {
                    askBlogPosts(inquiry, space, missing, verdict);
                }
            }, reply -> notRead(inquiry, space, batch, reply, verdict));
        }
    }

    private void askBlogPosts(Inquiry inquiry, Space space, List<String> ids, BiConsumer<String, Verdict> verdict) {
        find(inquiry, PageKind.BLOG_POST, ids, found -> ids.forEach(id -> {
            if (found.containsKey(id)) {
                judge(inquiry, PageKind.BLOG_POST, space, found.get(id), v -> verdict.accept(id, v));
            } else {
                verdict.accept(id, Verdict.CONFIRMED);
            }
        }), reply -> notRead(inquiry, space, ids, reply, verdict));
    }

    /** A token may have the scope and still be refused: an app without access, or a policy of the site. Then the index is asked. */
    private void notRead(Inquiry inquiry, Space space, List<String> ids, Reply reply, BiConsumer<String, Verdict> verdict) {
        if (reply instanceof Reply.NoAnswer none && !none.status().isRefusal()) {
            ids.forEach(id -> verdict.accept(id, Verdict.NO_ANSWER));
        } else {
            refused = true;
            byIndex.ask(inquiry, space, ids, verdict);
        }
    }

    private void find(Inquiry inquiry, PageKind kind, Collection<String> ids, Consumer<Map<String, JsonNode>> found,
                      Consumer<Reply> notRead) {
        Map<String, JsonNode> records = new HashMap<>();
        inquiry.askAll(api.pages(kind, ids), record -> records.put(record.path("id").asText(), record), reply -> {
            if (reply instanceof Reply.Found) {
                found.accept(records);
            } else {
                notRead.accept(reply);
            }
        });
    }

    private void judge(Inquiry inquiry, PageKind kind, Space space, JsonNode page, Consumer<Verdict> verdict) {
        String id = page.path("id").asText();
        boolean movedSafely = question.movedSafely(id, page.path("spaceId").asText(), space);
        if (!page.path("status").asText("current").equals("current") || movedSafely) {
            verdict.accept(Verdict.CONFIRMED);
            return;
        }
        if (question.changedSince(page.path("version").path("createdAt").asText(""))) {
            verdict.accept(Verdict.VETOED);
            return;
        }
        labels(inquiry, kind, id, labels -> {
            if (labels.isEmpty()) {
                verdict.accept(Verdict.NO_ANSWER);
            } else if (question.hasSyncLabel(labels.get())) {
                vetoUnlessOutside(inquiry, page, verdict);
            } else if (kind == PageKind.BLOG_POST) {
                verdict.accept(Verdict.CONFIRMED); // nothing lies above it
            } else {
                climb(inquiry, page, new HashSet<>(), v -> {
                    if (v == Verdict.VETOED) {
                        vetoUnlessOutside(inquiry, page, verdict);
                    } else {
                        verdict.accept(v);
                    }
                });
            }
        });
    }

    /**
     * Only search tells a space's type and status with the scopes that we have, so that a page outside is index-only; one that
     * it does not find is kept.
     */
    private void vetoUnlessOutside(Inquiry inquiry, JsonNode page, Consumer<Verdict> verdict) {
        String spaceId = page.path("spaceId").asText();
        if (takenSpaces.contains(spaceId)) {
            verdict.accept(Verdict.VETOED);
            return;
        }
        List<String> id = List.of(page.path("id").asText());
        inquiry.askAll(api.searchInArchivedSpacesToo(CqlQuery.withIds(id)), record -> {
            Content found = reader.read(record);
            if (!question.rules().takesSpace(found.spaceType(), found.spaceStatus())) {
                outsideSpaces.add(found.space().id());
            }
        }, reply -> verdict.accept(outsideSpaces.contains(spaceId) ? Verdict.INDEX_ONLY : Verdict.VETOED));
    }

    /**
     * A page at the top has the parent null; one that does not name its parent at all may lie below anything, and parents that
     * were read while pages moved may go round in circles.
     */
    private void climb(Inquiry inquiry, JsonNode page, Set<String> passed, Consumer<Verdict> verdict) {
        String parentId = page.path("parentId").asText("");
        if (parentId.isEmpty() || parentId.equals("null")) {
            verdict.accept(page.has("parentId") ? Verdict.CONFIRMED : Verdict.INDEX_ONLY);
        } else if (question.anyAncestorSelected(List.of(parentId))) {
            verdict.accept(Verdict.VETOED);
        } else if (!page.path("parentType").asText("page").equals("page")) {
            verdict.accept(Verdict.INDEX_ONLY);
        } else if (!passed.add(parentId)) {
            verdict.accept(Verdict.NO_ANSWER);
        } else if (parents.containsKey(parentId)) {
            parentRead(inquiry, parents.get(parentId), passed, verdict);
        } else {
            askParent(inquiry, parentId, passed, verdict);
        }
    }

    private void askParent(Inquiry inquiry, String parentId, Set<String> passed, Consumer<Verdict> verdict) {
        find(inquiry, PageKind.PAGE, List.of(parentId), found -> {
            JsonNode record = found.get(parentId);
            if (record == null) {
                verdict.accept(Verdict.INDEX_ONLY);
                return;
            }
            labels(inquiry, PageKind.PAGE, parentId, labels -> {
                parents.put(parentId, new Parent(labels, record));
                parentRead(inquiry, parents.get(parentId), passed, verdict);
            });
        }, reply -> verdict.accept(Verdict.NO_ANSWER));
    }

    private void parentRead(Inquiry inquiry, Parent parent, Set<String> passed, Consumer<Verdict> verdict) {
        if (parent.labels().isEmpty()) {
            verdict.accept(Verdict.INDEX_ONLY);
        } else if (question.hasAllLabel(parent.labels().get())) {
            verdict.accept(Verdict.VETOED);
        } else {
            climb(inquiry, parent.record(), passed, verdict);
        }
    }

    private void labels(Inquiry inquiry, PageKind kind, String id, Consumer<Optional<List<String>>> listener) {
        List<String> names = new ArrayList<>();
        inquiry.askAll(api.labels(kind, id), label -> {
            if (label.path("prefix").asText("global").equals("global")) {
                names.add(label.path("name").asText());
            }
        }, reply -> listener.accept(reply instanceof Reply.Found ? Optional.of(names) : Optional.empty()));
    }

    @Override
    public String method() {
        return refused ? byIndex.method() : "direct";
    }
}
