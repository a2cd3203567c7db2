package io.confluenceconnector.gateway;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Sets how long the {@code error-policy} waits before the next try: the server's own wish when it named one, else
 * exponential back-off with jitter (factor 0.7 to 1.3), and never less than the first delay, so that
 * {@code Retry-After: 0} makes no busy loop (P10).
 */
public final class RetryDelay implements Processor {

    /** Camel's own header for the delay of one redelivery, in milliseconds. */
    static final String DELAY_HEADER = Exchange.REDELIVERY_DELAY;

    /** Exchange property: how often the call under way was answered with 401; the policy allows one (S4). */
    static final String TOKEN_REFUSALS = "tokenRefusals";

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    /** @param random uniform in [0, 1) */
    public RetryDelay(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    @Override
    public void process(Exchange exchange) {
        int failures = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        boolean tokenRefused = failure instanceof UnauthorizedException;
        exchange.setProperty(TOKEN_REFUSALS, tokenRefusals(exchange) + (tokenRefused ? 1 : 0));
        Optional<Duration> asked = failure instanceof TransientException e ? e.retryAfter() : Optional.empty();
        Duration wait = tokenRefused ? Duration.ZERO : delay(Math.max(0, failures - 1), asked);
        if (failure instanceof ThrottledException throttled) {
            throttled.holdBack(wait);
        }
        exchange.getMessage().setHeader(DELAY_HEADER, wait.toMillis());
        if (!tokenRefused && failures <= exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER, 0, Integer.class)) {
            RetryLog.waiting(exchange, failures, wait, failure);
        }
    }

    /** How often earlier tries of the call under way were answered with 401. */
    public static int tokenRefusals(Exchange exchange) {
        return exchange.getProperty(TOKEN_REFUSALS, 0, Integer.class);
    }

    /** The wait after the first try and {@code retries} more have failed. */
    Duration delay(int retries, Optional<Duration> asked) {
        double factor = 0.7 + 0.6 * random.getAsDouble();
        double backOff = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, Math.min(retries, 20)));
        Duration own = Duration.ofMillis((long) (backOff * factor));
        return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
    }
}
