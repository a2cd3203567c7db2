package io.confluenceconnector.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * Writes lines to a stream that it does not own. Unlike its parent it leaves the message's arguments to the encoder: the
 * parent would render them first, and print to stderr what went wrong there, past all redaction (S9).
 */
final class LogAppender extends OutputStreamAppender<ILoggingEvent> {

    /** The stream is asked for anew at each line, as {@code System.out} may be replaced. */
    LogAppender(Supplier<? extends OutputStream> stream) {
        setName("log");
        setOutputStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                stream.get().write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stream.get().write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                stream.get().flush();
            }
        });
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        try {
            TerminalFooter.writeAbove(() -> writeOut(event));
        } catch (IOException broken) {
            addError("The log could not be written", broken);
        }
    }
}
