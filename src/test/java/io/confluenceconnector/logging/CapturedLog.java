package io.confluenceconnector.logging;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The bytes that the real pipeline of this JVM writes while it is open; then the tests' quiet logging is back.
 *
 * <pre>{@code
 * try (CapturedLog log = CapturedLog.json()) {
 *     stage.run();
 *     assertThat(log.events(EventName.PAGE_INGESTED)).hasSize(3);
 * }
 * }</pre>
 */
public final class CapturedLog implements AutoCloseable {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private CapturedLog(LogSettings settings) {
        LogPipeline.install(context, settings, new LogAppender(() -> bytes), false);
    }

    /** At info, as JSON, concealing. */
    public static CapturedLog json() {
        return new CapturedLog(LogSettings.DEFAULT);
    }

    public static CapturedLog json(Level level, DiagnosticsPolicy policy) {
        return new CapturedLog(new LogSettings(level, LogFormat.JSON, policy, LogStream.STDOUT));
    }

    public static CapturedLog forTerminal() {
        return new CapturedLog(new LogSettings(Level.INFO, LogFormat.TEXT, DiagnosticsPolicy.CONCEAL, LogStream.STDOUT));
    }

    /** Lets a logger through at every level, as somebody would who wants to see what must not be seen. */
    public CapturedLog tracing(String... loggers) {
        for (String logger : loggers) {
            context.getLogger(logger).setLevel(ch.qos.logback.classic.Level.TRACE);
        }
        return this;
    }

    /** Everything written, as text. */
    public String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public List<String> lines() {
        return written().lines().toList();
    }

    /** Every line, which must be JSON. */
    public List<Map<String, Object>> events() {
        return lines().stream().map(CapturedLog::parse).toList();
    }

    public List<Map<String, Object>> events(EventName name) {
        return events().stream().filter(event -> name.toString().equals(event.get("event"))).toList();
    }

    private static Map<String, Object> parse(String line) {
        try {
            return new ObjectMapper().readValue(line, new TypeReference<>() { });
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not a JSON line: " + line, e);
        }
    }

    @Override
    public void close() {
        new QuietLogConfigurator().configure(context);
    }
}
