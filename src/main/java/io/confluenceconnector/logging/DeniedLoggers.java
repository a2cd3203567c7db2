package io.confluenceconnector.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses what would print bodies, headers and credentials, whatever level someone sets (S12): Camel's tracers, the wire and
 * header logs of the HTTP client, and all else of the HTTP client below INFO.
 */
final class DeniedLoggers extends TurboFilter {

    private static final List<String> ALWAYS = List.of(
            "org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers",
            "org.apache.hc.core5.http.wire", "org.apache.hc.core5.http.headers",
            "org.apache.http.wire", "org.apache.http.headers",
            "org.apache.camel.Tracing", "org.apache.camel.tracing",
            "org.apache.camel.impl.engine.DefaultTracer", "org.apache.camel.impl.debugger");

    private static final List<String> BELOW_INFO = List.of("org.apache.hc", "org.apache.http", "sun.net.www", "jdk.internal");

    /** By name: libraries ask whether a level is enabled many times for each request. */
    private final Map<String, Level> lowestLevels = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable error) {
        Level lowest = lowestLevels.computeIfAbsent(logger.getName(), DeniedLoggers::lowestLevel);
        return level.isGreaterOrEqual(lowest) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static Level lowestLevel(String name) {
        if (ALWAYS.stream().anyMatch(denial -> isWithin(name, denial))) {
            return Level.OFF;
        }
        return BELOW_INFO.stream().anyMatch(denial -> isWithin(name, denial)) ? Level.INFO : Level.TRACE;
    }

    private static boolean isWithin(String name, String ancestor) {
        return name.startsWith(ancestor) && (name.length() == ancestor.length() || name.charAt(ancestor.length()) == '.');
    }
}
