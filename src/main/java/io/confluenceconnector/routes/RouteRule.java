package io.confluenceconnector.routes;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Something that must hold for every entry of every route file. */
@FunctionalInterface
interface RouteRule {

    Stream<Finding> check(RouteEntry entry);

    /** A rule for the entries that it speaks of. */
    static RouteRule when(Predicate<RouteEntry> applies, Predicate<RouteEntry> holds, Function<RouteEntry, Finding> finding) {
        return entry -> applies.test(entry) && !holds.test(entry) ? Stream.of(finding.apply(entry)) : Stream.empty();
    }
}
