package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Space;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Any product, with the search index as the only witness: never more than index-only (P11). */
final class IndexPageCheck implements PageCheck {
    private final ConfluenceApi api;
    private final SelectionQuestion question;
    private final ContentReader reader = new ContentReader();

    IndexPageCheck(ConfluenceApi api, SelectionQuestion question) {
        this.api = api;
        this.question = question;
    }

    @Override
    public void ask(Inquiry inquiry, Space space, Collection<String> pageIds, BiConsumer<String, Verdict> verdict) {
        for (List<String> batch : ConfluenceApi.batches(pageIds)) {
            Map<String, JsonNode> found = new HashMap<>();
            inquiry.askAll(api.searchWithAncestors(CqlQuery.withIds(batch)),
                    record -> found.put(record.path("id").asText(), record), reply -> {
                        if (reply instanceof Reply.Found) {
                            judge(inquiry, space, batch, found, verdict);
                        } else {
                            batch.forEach(id -> verdict.accept(id, Verdict.NO_ANSWER));
                        }
                    });
        }
    }

    private void judge(Inquiry inquiry, Space space, List<String> batch, Map<String, JsonNode> found,
                       BiConsumer<String, Verdict> verdict) {
        Map<String, List<String>> ancestors = new HashMap<>();
        for (String id : batch) {
            JsonNode record = found.get(id);
            if (record == null) {
                verdict.accept(id, Verdict.INDEX_ONLY);
                continue;
            }
            Optional<Verdict> own = own(space, record);
            Optional<List<String>> above = SelectionQuestion.ancestorIds(record);
            if (own.isPresent()) {
                verdict.accept(id, own.get());
            } else if (above.isEmpty() || above.get().isEmpty()) {
                verdict.accept(id, above.isEmpty() ? Verdict.NO_ANSWER : Verdict.INDEX_ONLY);
            } else if (question.anyAncestorSelected(above.get())) {
                verdict.accept(id, Verdict.VETOED);
            } else {
                ancestors.put(id, above.get());
            }
        }
        askAncestors(inquiry, ancestors, verdict);
    }

    /** What the record itself says, never more than index-only; empty when its ancestors must be asked. */
    private Optional<Verdict> own(Space space, JsonNode record) {
        try {
            return question.ofPage(reader.read(record), reader.labels(record).isPresent(), space)
                    .map(verdict -> verdict == Verdict.CONFIRMED ? Verdict.INDEX_ONLY : verdict);
        } catch (MalformedRecordException e) {
            return Optional.of(Verdict.NO_ANSWER);
        }
    }

    private void askAncestors(Inquiry inquiry, Map<String, List<String>> ancestors,
                              BiConsumer<String, Verdict> verdict) {
        if (ancestors.isEmpty()) {
            return;
        }
        Set<String> all = new HashSet<>();
        ancestors.values().forEach(all::addAll);
        Set<String> labelled = new HashSet<>();
        List<List<String>> batches = ConfluenceApi.batches(all);
        Progress progress = new Progress(batches.size());
        for (List<String> batch : batches) {
            inquiry.askAll(api.searchWithAncestors(CqlQuery.labelledAmong(batch, question.rules().allLabel())),
                    record -> labelled.add(record.path("id").asText()), reply -> {
                        progress.add(reply instanceof Reply.Found);
                        if (progress.complete()) {
                            ancestors.forEach((id, above) -> verdict.accept(id, !progress.allAnswered()
                                    ? Verdict.NO_ANSWER : above.stream().anyMatch(labelled::contains)
                                    ? Verdict.VETOED : Verdict.INDEX_ONLY));
                        }
                    });
        }
    }

    /** Counts the answers to several questions that only together say something. */
    private static final class Progress {
        private int open;
        private boolean allAnswered = true;

        Progress(int questions) {
            open = questions;
        }

        void add(boolean answered) {
            open--;
            allAnswered &= answered;
        }

        boolean complete() {
            return open == 0;
        }

        boolean allAnswered() {
            return allAnswered;
        }
    }

    @Override
    public String method() {
        return "index";
    }
}
