package io.confluenceconnector.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.RetryDelay;
import io.confluenceconnector.http.TokenRequestEntity;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Redaction;
import io.confluenceconnector.secret.Secret;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The token of one tenant for one system. A {@code token-fetch} route asks it whether a fetch is due: exactly one caller
 * hears yes at a time (S4); the others wait if the old token has expired, and go on with it if it has not.
 */
public final class TokenHolder {
    private static final Logger LOG = LoggerFactory.getLogger(TokenHolder.class);

    private final String system;
    private final Optional<URI> tokenUrl;
    private final Supplier<TokenRequestEntity> requests;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fetched = lock.newCondition();
    private Optional<AccessToken> token = Optional.empty();
    private int fetches;
    private int refusedDownload;
    private boolean refused;
    private boolean fetching;
    private boolean accepted;

    /** @param requests makes the body of a token request, its secrets read anew each time (P18) */
    public TokenHolder(String system, URI tokenUrl, Supplier<TokenRequestEntity> requests, Clock clock) {
        this(system, Optional.of(tokenUrl), requests, clock);
    }

    private TokenHolder(String system, Optional<URI> tokenUrl, Supplier<TokenRequestEntity> requests, Clock clock) {
        this.system = Objects.requireNonNull(system, "system");
        this.tokenUrl = Objects.requireNonNull(tokenUrl, "tokenUrl");
        this.requests = Objects.requireNonNull(requests, "requests");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Stands where an authentication mode has no tokens: a fetch is never due. */
    public static TokenHolder none(String system) {
        return new TokenHolder(system, Optional.empty(), () -> {
            throw new IllegalStateException("There is no token to fetch for " + system);
        }, Clock.systemUTC());
    }

    /**
     * Whether the caller has to fetch a token now; it must then call {@link #ended} in any case.
     *
     * @param exchange is told which token its request will carry, for {@link #drop(Exchange)}
     * @throws InterruptedException when the process stops
     */
    public boolean beginFetch(Exchange exchange) throws InterruptedException {
        if (tokenUrl.isEmpty()) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            while (fetching && !usable()) {
                fetched.await();
            }
            exchange.setProperty(inUse(), fetches);
            if (fetching || fresh()) {
                return false;
            }
            fetching = true;
            accepted = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private String inUse() {
        return system + "TokenInUse";
    }

    private boolean usable() {
        return !refused && token.filter(t -> clock.instant().isBefore(t.expiresAt())).isPresent();
    }

    private boolean fresh() {
        return !refused && token.filter(t -> clock.instant().isBefore(t.refreshAt())).isPresent();
    }

    public URI tokenUrl() {
        return tokenUrl.orElseThrow();
    }

    /** The body of the token request. */
    public TokenRequestEntity request() {
        return requests.get();
    }

    /** Takes the token endpoint's answer. */
    public void accept(Exchange exchange, @Body JsonNode answer) {
        AccessToken fresh = AccessToken.of(answer, clock.instant());
        Redaction.register(fresh.value().reveal());
        lock.lock();
        try {
            token = Optional.of(fresh);
            refused = false;
            accepted = true;
            fetches++;
            exchange.setProperty(inUse(), fetches);
        } finally {
            lock.unlock();
        }
        Event.of(EventName.TOKEN_FETCHED).outcome(Outcome.SUCCESS).field("system", system)
                .field("lifetimeSeconds", Math.round(Duration.between(clock.instant(), fresh.expiresAt()).toMillis() / 1e3))
                .log(LOG, "Access token fetched");
    }

    /** Ends a fetch, however it went; the error policy decides what a failure means, here it is only told (S18). */
    public void ended(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        boolean failed;
        lock.lock();
        try {
            failed = !accepted;
            fetching = false;
            fetched.signalAll();
        } finally {
            lock.unlock();
        }
        if (failed) {
            Event event = Event.of(EventName.TOKEN_FETCHED).outcome(Outcome.FAILURE).field("system", system);
            if (failure != null) {
                event.error(failure);
            }
            event.log(LOG, "No access token was fetched");
        }
    }

    /**
     * Gives up the token that the exchange's request carried, since it was refused: the next call fetches another one (S4).
     * Others who hear of the same refusal later leave the new one alone; those who wait to send meanwhile carry the old one,
     * since a request without any would count as an attempt to sign in.
     *
     * @return true: another token is worth a try
     */
    public boolean drop(Exchange exchange) {
        lock.lock();
        try {
            if (carried(exchange) == fetches) {
                refused = true;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The same for a download, which may be refused to an account that may read all else, with any token: where one was
     * refused that had just been fetched for it, no later download gives this token up (S4).
     *
     * @return whether another token is worth a try
     */
    public boolean dropAfterDownload(Exchange exchange) {
        lock.lock();
        try {
            if (RetryDelay.tokenRefusals(exchange) > 0) {
                refusedDownload = carried(exchange);
            }
            return carried(exchange) != refusedDownload && drop(exchange);
        } finally {
            lock.unlock();
        }
    }

    private int carried(Exchange exchange) {
        return exchange.getProperty(inUse(), -1, Integer.class);
    }

    /** The present token; empty before the first fetch. */
    public Optional<Secret> token() {
        lock.lock();
        try {
            return token.map(AccessToken::value);
        } finally {
            lock.unlock();
        }
    }

    /** The scopes of the present token; empty when unknown. */
    public Set<String> scopes() {
        lock.lock();
        try {
            return token.map(AccessToken::scopes).orElse(Set.of());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "token of " + system;
    }
}
