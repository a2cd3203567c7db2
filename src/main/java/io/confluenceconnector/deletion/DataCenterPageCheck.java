package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Space;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Data Center: {@code content/{id}} with labels and ancestors, one by one, past the search index. */
final class DataCenterPageCheck implements PageCheck {
    private final DataCenterApi api;
    private final SelectionQuestion question;
    private final Set<String> takenSpaces;
    private final ContentReader reader = new ContentReader();
    /** Labels of ancestors already asked for; empty: could not be read. */
    private final Map<String, Optional<List<String>>> ancestorLabels = new HashMap<>();

    DataCenterPageCheck(DataCenterApi api, SelectionQuestion question) {
        this.api = api;
        this.question = question;
        this.takenSpaces = question.takenSpaces();
    }

    @Override
    public void ask(Inquiry inquiry, Space space, Collection<String> pageIds, BiConsumer<String, Verdict> verdict) {
        for (String id : pageIds) {
            inquiry.ask(api.content(id), reply -> {
                if (reply instanceof Reply.Found found) {
                    judge(inquiry, space, found, v -> verdict.accept(id, v));
                } else {
                    verdict.accept(id, reply instanceof Reply.Absent ? Verdict.CONFIRMED : Verdict.NO_ANSWER);
                }
            });
        }
    }

    private void judge(Inquiry inquiry, Space space, Reply.Found found, Consumer<Verdict> verdict) {
        Content page;
        try {
            page = reader.read(found.answer());
        } catch (MalformedRecordException e) {
            verdict.accept(Verdict.NO_ANSWER);
            return;
        }
        Consumer<Verdict> unlessOutside = selected -> {
            if (selected == Verdict.VETOED) {
                vetoUnlessOutside(inquiry, page.space(), verdict);
            } else {
                verdict.accept(selected);
            }
        };
        Optional<List<String>> ancestors = SelectionQuestion.ancestorIds(found.answer());
        question.ofPage(page, reader.labels(found.answer()).isPresent(), space)
                .or(() -> ancestors.isEmpty() ? Optional.of(Verdict.NO_ANSWER) : Optional.empty())
                .ifPresentOrElse(unlessOutside, () -> climb(inquiry, ancestors.get(), Verdict.CONFIRMED, unlessOutside));
    }

    /** A page's record does not tell whether its space is archived; the space does. */
    private void vetoUnlessOutside(Inquiry inquiry, Space space, Consumer<Verdict> verdict) {
        if (takenSpaces.contains(space.id())) {
            verdict.accept(Verdict.VETOED);
            return;
        }
        inquiry.ask(api.space(space.key()), reply -> verdict.accept(reply instanceof Reply.Found found
                && !question.rules().takesSpace(found.answer().path("type").asText(""), found.answer().path("status").asText(""))
                ? Verdict.CONFIRMED : Verdict.VETOED));
    }

    private void climb(Inquiry inquiry, List<String> ancestors, Verdict soFar, Consumer<Verdict> verdict) {
        if (question.anyAncestorSelected(ancestors)) {
            verdict.accept(Verdict.VETOED);
            return;
        }
        if (ancestors.isEmpty()) {
            verdict.accept(soFar);
            return;
        }
        String nearest = ancestors.get(ancestors.size() - 1);
        List<String> rest = ancestors.subList(0, ancestors.size() - 1);
        if (ancestorLabels.containsKey(nearest)) {
            ancestorRead(inquiry, nearest, rest, soFar, verdict);
            return;
        }
        inquiry.ask(api.content(nearest), reply -> {
            if (reply instanceof Reply.NoAnswer) {
                verdict.accept(Verdict.NO_ANSWER);
                return;
            }
            ancestorLabels.put(nearest, labels(reply));
            ancestorRead(inquiry, nearest, rest, soFar, verdict);
        });
    }

    private void ancestorRead(Inquiry inquiry, String ancestor, List<String> rest, Verdict soFar,
                              Consumer<Verdict> verdict) {
        Optional<List<String>> labels = ancestorLabels.get(ancestor);
        if (labels.isPresent() && question.hasAllLabel(labels.get())) {
            verdict.accept(Verdict.VETOED);
        } else {
            climb(inquiry, rest, labels.isPresent() ? soFar : soFar.or(Verdict.INDEX_ONLY), verdict);
        }
    }

    private Optional<List<String>> labels(Reply reply) {
        return reply instanceof Reply.Found found ? reader.labels(found.answer()) : Optional.empty();
    }

    @Override
    public String method() {
        return "direct";
    }
}
