package io.confluenceconnector.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.confluenceconnector.simulator.platform.Fault;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The columns of the fault matrix: what goes wrong with a call, as each simulated service can do it. */
enum FaultKind {
    CONNECTION_RESET(Effect.PASSES, io.confluenceconnector.simulator.confluence.Fault.resetConnection(),
            Fault.resetConnection()),
    STATUS_408(Effect.PASSES, 408),
    STATUS_425(Effect.PASSES, 425),
    STATUS_429(Effect.PASSES, 429),
    RETRY_AFTER_ZERO(Effect.PASSES, () -> "0"),
    RETRY_AFTER_NEGATIVE(Effect.PASSES, () -> "-5"),
    RETRY_AFTER_SECONDS(Effect.PASSES_SLOWLY, () -> "1"),
    RETRY_AFTER_DATE(Effect.PASSES_SLOWLY, () -> DateTimeFormatter.RFC_1123_DATE_TIME
            .format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1))),
    RETRY_AFTER_ABSURD(Effect.PAUSES, () -> "99999999999"),
    STATUS_500(Effect.PASSES, 500),
    STATUS_502(Effect.PASSES, 502),
    STATUS_503(Effect.PASSES, 503),
    STATUS_504(Effect.PASSES, 504),
    TRUNCATED_ANSWER(Effect.PASSES, io.confluenceconnector.simulator.confluence.Fault.truncateBody(5),
            Fault.truncateAnswer()),
    MALFORMED_JSON(Effect.PASSES, io.confluenceconnector.simulator.confluence.Fault.malformedJson(),
            Fault.malformedJson()),
    LOGIN_PAGE(Effect.PASSES, io.confluenceconnector.simulator.confluence.Fault.loginPage(), Fault.html200()),
    MISSING_DATA(Effect.PASSES, io.confluenceconnector.simulator.confluence.Fault
            .rewriteJson(answer -> JsonNodeFactory.instance.objectNode()), Fault.missingData()),
    STATUS_401(Effect.PASSES, 401),
    NULL_DATA(Effect.PASSES, Fault.status(200, Map.of("Content-Type", "application/json"), "{\"data\":{\"answer\":null}}")),
    EMPTY_ANSWER(Effect.PASSES, io.confluenceconnector.simulator.confluence.Fault.emptyAnswer()),
    GRAPHQL_ERROR(Effect.PASSES, Fault.graphqlError("injected", "INTERNAL_SERVER_ERROR")),
    ANSWER_LOST(Effect.PASSES, Fault.afterEffect(Fault.resetConnection())),
    ANSWER_LOST_BEHIND_504(Effect.PASSES, Fault.afterEffect(Fault.status(504))),
    ANSWER_LOST_BEHIND_PROXY(Effect.PASSES, Fault.afterEffect(Fault.html200())),
    STATUS_400(Effect.REFUSES, 400),
    STATUS_403(Effect.REFUSES, 403),
    STATUS_404(Effect.REFUSES, 404),
    STATUS_410(Effect.REFUSES, 410),
    STATUS_413(Effect.REFUSES, 413),
    GRAPHQL_FORBIDDEN(Effect.REFUSES, Fault.graphqlError("injected", "FORBIDDEN")),
    RESETS_LAST(Effect.LASTS, io.confluenceconnector.simulator.confluence.Fault.resetConnection(),
            Fault.resetConnection()),
    STATUS_500_LASTS(Effect.LASTS, 500),
    TRUNCATION_LASTS(Effect.LASTS, io.confluenceconnector.simulator.confluence.Fault.truncateBody(5),
            Fault.truncateAnswer()),
    MALFORMED_JSON_LASTS(Effect.LASTS, io.confluenceconnector.simulator.confluence.Fault.malformedJson(),
            Fault.malformedJson()),
    LOGIN_PAGE_LASTS(Effect.LASTS, io.confluenceconnector.simulator.confluence.Fault.loginPage(), Fault.html200()),
    STATUS_401_LASTS(Effect.LASTS, 401),
    STATUS_403_LASTS(Effect.LASTS, 403),
    STATUS_404_LASTS(Effect.LASTS, 404);

    /** What a fault may do to the cycle it strikes. */
    enum Effect {
        /** Strikes once, and a retry makes it good at once. */
        PASSES,
        /** The same, after a wait of a second. */
        PASSES_SLOWLY,
        /** Strikes once; no retry can help, so that an item or the cycle fails. */
        REFUSES,
        /** Strikes once, and asks for a longer pause than a cycle may sit out. */
        PAUSES,
        /** Strikes until the cycle has ended. */
        LASTS
    }

    /** Brings the product of all calls and all faults, instead of those that differ in their handling. */
    private static final boolean FULL = Boolean.getBoolean("fault-matrix.full");

    final Effect effect;
    private final Supplier<Optional<io.confluenceconnector.simulator.confluence.Fault>> confluence;
    private final Supplier<Optional<Fault>> platform;

    FaultKind(Effect effect, Supplier<Optional<io.confluenceconnector.simulator.confluence.Fault>> confluence,
              Supplier<Optional<Fault>> platform) {
        this.effect = effect;
        this.confluence = confluence;
        this.platform = platform;
    }

    FaultKind(Effect effect, io.confluenceconnector.simulator.confluence.Fault confluence, Fault platform) {
        this(effect, () -> Optional.of(confluence), () -> Optional.of(platform));
    }

    FaultKind(Effect effect, io.confluenceconnector.simulator.confluence.Fault confluence) {
        this(effect, () -> Optional.of(confluence), Optional::empty);
    }

    FaultKind(Effect effect, Fault platform) {
        this(effect, Optional::empty, () -> Optional.of(platform));
    }

    FaultKind(Effect effect, int status) {
        this(effect, io.confluenceconnector.simulator.confluence.Fault.status(status), Fault.status(status));
    }

    FaultKind(Effect effect, Supplier<String> retryAfter) {
        this(effect, () -> Optional.of(io.confluenceconnector.simulator.confluence.Fault
                        .status(429, Map.of("Retry-After", retryAfter.get()), "Slow down")),
                () -> Optional.of(Fault.status(429, Map.of("Retry-After", retryAfter.get()), "{}")));
    }

    /** The normal run leaves out faults that only wait, or that differ from another one only in their number. */
    boolean isInNormalRun() {
        return FULL || switch (this) {
            case STATUS_408, STATUS_425, RETRY_AFTER_NEGATIVE, RETRY_AFTER_ZERO, STATUS_502, STATUS_503, STATUS_504,
                    ANSWER_LOST_BEHIND_504, STATUS_400, STATUS_410, STATUS_413, STATUS_404_LASTS -> false;
            default -> effect != Effect.PASSES_SLOWLY;
        };
    }

    /** Of rows that take much time, the normal run tries one fault of each effect. */
    boolean isInShortRun() {
        return FULL || switch (this) {
            case ANSWER_LOST, STATUS_403, RETRY_AFTER_ABSURD, STATUS_500_LASTS -> true;
            default -> false;
        };
    }

    /** Empty when Confluence has no such fault. */
    Optional<io.confluenceconnector.simulator.confluence.Fault> ofConfluence() {
        return confluence.get();
    }

    /** Empty when the platform has no such fault. */
    Optional<Fault> ofPlatform() {
        return platform.get();
    }
}
