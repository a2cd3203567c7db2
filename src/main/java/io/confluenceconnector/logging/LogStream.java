package io.confluenceconnector.logging;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Where the log goes. */
public enum LogStream {
    /** For {@code run} and {@code sync}, where the log is the output. */
    STDOUT(() -> System.out),
    /** For commands with an output of their own, such as {@code plan} and {@code validate}. */
    STDERR(() -> System.err);

    private final Supplier<PrintStream> stream;

    LogStream(Supplier<PrintStream> stream) {
        this.stream = stream;
    }

    LogAppender appender() {
        return new LogAppender(stream);
    }
}
