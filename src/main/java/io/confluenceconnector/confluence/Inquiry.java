package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.PermanentException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A series of questions to Confluence, asked one after the other by a route; an answer may raise new questions. It never
 * sends anything itself.
 */
public final class Inquiry {

    /** What came back. */
    public sealed interface Reply {

        /** An answer. */
        record Found(JsonNode answer) implements Reply {
            @Override
            public String toString() {
                return "found";
            }
        }

        /** 404: absent, or not visible to the account; the two cannot be told apart. */
        record Absent() implements Reply {
        }

        /** Nothing that could be believed. */
        record NoAnswer(String reason) implements Reply {
        }
    }

    private record Question(ConfluenceRequest request, Consumer<Reply> listener) {
    }

    /** Questions in a row that failed after all their tries; the others are not asked, lest an outage takes hours. */
    static final int MOST_UNANSWERED = 5;

    private final Deque<Question> open = new ArrayDeque<>();
    private int unanswered;

    /** Adds a question to the end. */
    public void ask(ConfluenceRequest request, Consumer<Reply> listener) {
        open.add(new Question(request, listener));
    }

    /** Adds all questions of a listing; {@code done} hears when it is complete, or that it failed. */
    public void askAll(Listing listing, Consumer<JsonNode> eachRecord, Consumer<Reply> done) {
        ask(listing.next(), reply -> {
            if (!(reply instanceof Reply.Found found)) {
                done.accept(reply);
                return;
            }
            try {
                listing.accept(found.answer()).forEach(eachRecord);
            } catch (IncompleteListingException | MalformedRecordException e) {
                done.accept(new Reply.NoAnswer(e.getMessage()));
                return;
            }
            if (listing.hasNext()) {
                askAll(listing, eachRecord, done);
            } else {
                done.accept(reply);
            }
        });
    }

    public boolean hasNext() {
        return !open.isEmpty();
    }

    public ConfluenceRequest next() {
        return open.element().request();
    }

    /** The answer to {@link #next()}. */
    public void answered(JsonNode answer) {
        unanswered = 0;
        tellNext(new Reply.Found(answer));
    }

    /** {@link #next()} brought no usable answer, after all retries. */
    public void failed(Exception failure) {
        Optional<PermanentException> refusal =
                failure instanceof PermanentException permanent ? Optional.of(permanent) : Optional.empty();
        unanswered = refusal.filter(PermanentException::concernsOneThing).isPresent() ? 0 : unanswered + 1;
        boolean absent = refusal.filter(permanent -> permanent.status().is(404)).isPresent();
        tellNext(absent ? new Reply.Absent() : new Reply.NoAnswer(failure.getMessage()));
        while (unanswered >= MOST_UNANSWERED && hasNext()) {
            tellNext(new Reply.NoAnswer(failure.getMessage()));
        }
    }

    private void tellNext(Reply reply) {
        open.remove().listener().accept(reply);
    }

    @Override
    public String toString() {
        return open.size() + " open questions";
    }
}
