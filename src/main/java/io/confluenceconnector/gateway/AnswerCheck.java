package io.confluenceconnector.gateway;

import io.confluenceconnector.http.AnsweredElsewhere;
import io.confluenceconnector.http.ResponseLimit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The step after every send: lets a usable answer pass, its body bounded in size (S19), and turns every other one into
 * the exception whose type tells the {@code error-policy} what to do. Bodies of refusals are dropped, never told (S12).
 */
public final class AnswerCheck implements Processor {

    private static final int TEXT_BYTES = 1024;

    private final RemoteSystem system;
    private final Optional<HostGate> ownGate;
    private final Optional<HostGate> gateElsewhere;
    private final Optional<Predicate<Exchange>> dropToken;
    private final boolean anyMediaType;
    private final long maxBytes;
    private final Clock clock;

    /**
     * @param gate         the gate that a throttling answer closes for everybody; empty where none is kept
     * @param dropToken    forgets the token that a 401 refused, and tells whether another one is worth a try; empty where
     *                     there is no token to fetch anew (S4)
     * @param anyMediaType whether the answer may be of any type (downloads); else a page of HTML counts as a failure
     * @param maxBytes     the largest body that is read
     */
    public AnswerCheck(RemoteSystem system, Optional<HostGate> gate, Optional<Predicate<Exchange>> dropToken,
                       boolean anyMediaType, long maxBytes, Clock clock) {
        this(system, gate, gate, dropToken, anyMediaType, maxBytes, clock);
    }

    private AnswerCheck(RemoteSystem system, Optional<HostGate> ownGate, Optional<HostGate> gateElsewhere,
                        Optional<Predicate<Exchange>> dropToken, boolean anyMediaType, long maxBytes, Clock clock) {
        this.system = system;
        this.ownGate = ownGate;
        this.gateElsewhere = gateElsewhere;
        this.dropToken = dropToken;
        this.anyMediaType = anyMediaType;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** The same check, but an answer of a host that a redirect led to closes that host's gate instead (P10). */
    public AnswerCheck redirectedTo(HostGate elsewhere) {
        return new AnswerCheck(system, ownGate, Optional.of(elsewhere), dropToken, anyMediaType, maxBytes, clock);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        Answer answer = new Answer(status, name -> message.getHeader(name, "", String.class), clock.instant(),
                Answer.isToldByText(system, status) ? start(message) : "");
        AnswerKind kind = answer.kind(system, anyMediaType);
        Optional<HostGate> gate = message.getHeader(AnsweredElsewhere.HEADER) == null ? ownGate : gateElsewhere;
        answer.gap().ifPresent(gap -> gate.ifPresent(g -> g.pace(gap)));
        if (kind instanceof AnswerKind.Usable) {
            if (message.getBody() instanceof InputStream body && maxBytes < Long.MAX_VALUE) {
                message.setBody(ResponseLimit.of(body, maxBytes));
            }
            return;
        }
        drop(message);
        throw failure(kind, status, exchange, gate);
    }

    private RuntimeException failure(AnswerKind kind, int status, Exchange exchange, Optional<HostGate> gate) {
        String what = system + " answered " + status + " to " + CallName.of(exchange, system) + ": ";
        if (kind instanceof AnswerKind.Temporary temporary) {
            temporary.retryAfter().ifPresent(wait -> gate.ifPresent(g -> g.pause(wait)));
            gate.ifPresent(HostGate::refuseLongPause);
            return status == 429 && gate.isPresent()
                    ? new ThrottledException(what + temporary.reason() + ".", temporary.retryAfter(), gate.get())
                    : new TransientException(what + temporary.reason() + ".", new OptionalStatus(status),
                            temporary.retryAfter());
        }
        if (kind instanceof AnswerKind.TokenRefused refused && dropToken.filter(drop -> drop.test(exchange)).isPresent()) {
            return new UnauthorizedException(what + refused.reason(), anyMediaType);
        }
        return refusal(kind, what, new OptionalStatus(status));
    }

    private PermanentException refusal(AnswerKind kind, String what, OptionalStatus status) {
        if (kind instanceof AnswerKind.TokenRefused refused) {
            String message = what + refused.reason();
            return anyMediaType || system == RemoteSystem.UPLOAD ? permanent(message, status)
                    : new CredentialsRefusedException(message, status);
        }
        if (kind instanceof AnswerKind.CredentialsRefused refused) {
            return new CredentialsRefusedException(what + refused.remedy(), status);
        }
        if (kind instanceof AnswerKind.RefusedByAnother refused) {
            return new ForeignRefusalException(what + refused.remedy(), status);
        }
        String message = what + ((AnswerKind.Refused) kind).remedy();
        return system == RemoteSystem.UPLOAD && status.is(403) ? new AddressRefusedException(message)
                : permanent(message, status);
    }

    private PermanentException permanent(String message, OptionalStatus status) {
        return anyMediaType && (status.is(401) || status.is(403)) ? new DownloadRefusedException(message, status)
                : new PermanentException(message, status);
    }

    /** Enough to find the words of a missing scope, a page of HTML, or how Confluence refuses; looked at here and told to nobody (S4, S12). */
    private static String start(Message message) {
        try {
            return message.getBody() instanceof InputStream body
                    ? new String(body.readNBytes(TEXT_BYTES), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void drop(Message message) {
        if (message.getBody() instanceof InputStream body) {
            message.setBody(null);
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
