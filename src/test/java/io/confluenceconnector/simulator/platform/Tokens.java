package io.confluenceconnector.simulator.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The access tokens in force. */
final class Tokens {

    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Switches switches;
    private final UnaryOperator<String> newSecret;

    /** @param newSecret hears of each credential that is made */
    Tokens(Clock clock, Switches switches, UnaryOperator<String> newSecret) {
        this.clock = clock;
        this.switches = switches;
        this.newSecret = newSecret;
    }

    String issue() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = newSecret.apply(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Instant now = clock.instant();
        expiries.values().removeIf(expiry -> !expiry.isAfter(now));
        expiries.put(token, now.plus(switches.tokenLifetime));
        return token;
    }

    boolean valid(String token) {
        Instant expiry = expiries.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }

    void revokeAll() {
        expiries.clear();
    }
}
