package io.confluenceconnector.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;

import java.nio.charset.StandardCharsets;

/** Writes each event as a {@link LogLine} in one of the two formats. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    private final LineFormat format;

    LineEncoder(LineFormat format) {
        this.format = format;
    }

    /** An event that cannot be shown, because a value's text form fails, is reported without any of its content. */
    @Override
    public byte[] encode(ILoggingEvent event) {
        return lineOf(event).getBytes(StandardCharsets.UTF_8);
    }

    private String lineOf(ILoggingEvent event) {
        try {
            return format.line(LogLine.of(event));
        } catch (RuntimeException | StackOverflowError unprintable) {
            return format.line(LogLine.unprintable(event, unprintable));
        }
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
