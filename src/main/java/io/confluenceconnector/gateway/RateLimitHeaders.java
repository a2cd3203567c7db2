package io.confluenceconnector.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Confluence says about its rate limits on every answer: how far apart requests must be so that what is left lasts
 * until there is more.
 */
final class RateLimitHeaders {

    /** Bounds the pace: headers have been seen wrong, and a used-up quota is told by 429 anyway. */
    static final Duration WIDEST_GAP = Duration.ofSeconds(10);

    /** When Cloud warns without numbers. */
    static final Duration GAP_OF_WARNING = Duration.ofSeconds(1);

    /** Below this share of the limit the pace is kept; Cloud's own warning begins there too. */
    private static final long ONE_OF = 5;
    private static final List<String> PREFIXES = List.of("X-RateLimit-", "X-Beta-RateLimit-");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern LEFT = Pattern.compile(";\\s*r=(\\d{1,9})(?!\\d)");
    private static final Pattern SECONDS_LEFT = Pattern.compile(";\\s*t=(\\d{1,9})(?!\\d)");

    private final Function<String, String> header;
    private final Instant now;

    /** @param header header by name; empty text when absent */
    RateLimitHeaders(Function<String, String> header, Instant now) {
        this.header = header;
        this.now = now;
    }

    /** The gap between two requests; zero when there is plenty left; empty when the answer does not say. */
    Optional<Duration> gap() {
        return fillRate().or(this::quota).map(gap -> gap.compareTo(WIDEST_GAP) > 0 ? WIDEST_GAP : gap);
    }

    /** Data Center: a bucket that gets so many tokens each interval. */
    private Optional<Duration> fillRate() {
        OptionalLong left = number("Remaining");
        OptionalLong rate = number("FillRate");
        OptionalLong seconds = number("Interval-Seconds");
        if (left.isEmpty() || rate.isEmpty() || seconds.isEmpty() || rate.getAsLong() == 0) {
            return Optional.empty();
        }
        long limit = number("Limit").orElse(rate.getAsLong());
        return Optional.of(left.getAsLong() * ONE_OF > limit ? Duration.ZERO
                : Duration.ofSeconds(seconds.getAsLong()).dividedBy(rate.getAsLong()));
    }

    /** Cloud: so many requests or points until a time; the tightest of all that is told counts. */
    private Optional<Duration> quota() {
        boolean warned = PREFIXES.stream().anyMatch(prefix -> header.apply(prefix + "NearLimit").equalsIgnoreCase("true"));
        Optional<Duration> pace = numbers(warned).or(() -> policies(warned));
        return warned ? Optional.of(pace.filter(gap -> !gap.isZero()).orElse(GAP_OF_WARNING)) : pace;
    }

    private Optional<Duration> numbers(boolean warned) {
        OptionalLong left = number("Remaining");
        Optional<Duration> until = PREFIXES.stream().map(prefix -> header.apply(prefix + "Reset"))
                .flatMap(reset -> RetryAfter.until(reset, now).stream()).findFirst();
        if (left.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong limit = number("Limit");
        boolean scarce = warned || limit.isPresent() && left.getAsLong() * ONE_OF <= limit.getAsLong();
        return Optional.of(scarce ? spread(until.get(), left.getAsLong()) : Duration.ZERO);
    }

    /** {@code "global-app-quota";r=12000;t=1840}, several separated by commas; {@code r} is told only near the limit. */
    private Optional<Duration> policies(boolean warned) {
        Optional<Duration> widest = Optional.empty();
        for (String policy : (header.apply("RateLimit") + "," + header.apply("Beta-RateLimit")).split(",")) {
            Matcher left = LEFT.matcher(policy);
            Matcher seconds = SECONDS_LEFT.matcher(policy);
            if (warned && left.find() && seconds.find()) {
                Duration gap = spread(Duration.ofSeconds(Long.parseLong(seconds.group(1))), Long.parseLong(left.group(1)));
                widest = Optional.of(widest.filter(other -> other.compareTo(gap) > 0).orElse(gap));
            }
        }
        return widest;
    }

    private static Duration spread(Duration time, long requests) {
        return time.dividedBy(Math.max(1, requests));
    }

    private OptionalLong number(String name) {
        return PREFIXES.stream().map(prefix -> header.apply(prefix + name).trim())
                .filter(NUMBER.asMatchPredicate()).mapToLong(Long::parseLong).findFirst();
    }
}
