package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.ForeignRefusalException;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.RemoteCallException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
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

        /** Absent, or not visible to the account; the two cannot be told apart. */
        record Absent() implements Reply {
        }

        /** Nothing that could be believed. */
        record NoAnswer(String reason, OptionalStatus status) implements Reply {
        }
    }

    private record Question(ConfluenceRequest request, Consumer<Reply> listener) {
    }

    /** Questions in a row that failed after all their tries; the others are not asked, lest an outage takes hours. */
    static final int MOST_UNANSWERED = 5;

    private final Deque<Question> open = new ArrayDeque<>();
    private final Set<Integer> absent;
    private int unanswered;

    /** An inquiry in which Confluence's own 404 says that something is absent, and nothing else does (P11). */
    public Inquiry() {
        this(Set.of(404));
    }

    private Inquiry(Set<Integer> absent) {
        this.absent = absent;
    }

    /** An inquiry in which 403 says the same, for whoever has other safeguards against lost access (P12). */
    public static Inquiry takingForbiddenForAbsent() {
        return new Inquiry(Set.of(403, 404));
    }

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
                done.accept(new Reply.NoAnswer(e.getMessage(), OptionalStatus.NONE));
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
        OptionalStatus status = failure instanceof RemoteCallException refused ? refused.status() : OptionalStatus.NONE;
        boolean aboutOneThing = failure instanceof PermanentException refused && refused.concernsOneThing()
                && !(refused instanceof ForeignRefusalException);
        unanswered = aboutOneThing ? 0 : unanswered + 1;
        Reply noAnswer = new Reply.NoAnswer(failure.getMessage(), status);
        tellNext(aboutOneThing && absent.contains(status.code()) ? new Reply.Absent() : noAnswer);
        while (unanswered >= MOST_UNANSWERED && hasNext()) {
            tellNext(noAnswer);
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
