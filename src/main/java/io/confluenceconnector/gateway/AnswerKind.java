package io.confluenceconnector.gateway;

import java.time.Duration;
import java.util.Optional;

/** What an answer's status and headers mean for the call: go on, try again, ask for a new token, or give up. */
sealed interface AnswerKind {

    /** The answer is the one that was asked for. */
    record Usable() implements AnswerKind {
    }

    /** May pass by itself (408, 425, 429, 5xx, HTML where JSON was expected). */
    record Temporary(Optional<Duration> retryAfter, String reason) implements AnswerKind {
    }

    /** The token may have been revoked. */
    record TokenRefused(String reason) implements AnswerKind {
    }

    /** The credentials are refused, whatever is asked for. */
    record CredentialsRefused(String remedy) implements AnswerKind {
    }

    /** Another try cannot mend it. */
    record Refused(String remedy) implements AnswerKind {
    }

    /** The same, but said by somebody else than the system that was asked. */
    record RefusedByAnother(String remedy) implements AnswerKind {
    }
}
