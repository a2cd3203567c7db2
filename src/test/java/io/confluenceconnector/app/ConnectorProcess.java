package io.confluenceconnector.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The connector in a JVM of its own, as an operator starts it. */
public final class ConnectorProcess implements AutoCloseable {
    private final Process process;
    private final Consumer<String> listener;
    private final Instant startedAt = Instant.now();
    private final List<String> output = new ArrayList<>();
    private final Thread reader;

    private ConnectorProcess(Process process, Consumer<String> listener) {
        this.process = process;
        this.listener = listener;
        this.reader = new Thread(this::read, "connector-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** What to start, and with what. */
    public static final class Builder {
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> jvmOptions = new ArrayList<>();
        private Class<?> entry = ConnectorMain.class;
        private Optional<Path> workingDirectory = Optional.empty();
        private List<String> wrapper = List.of();
        private List<String> program = List.of();
        private Consumer<String> listener = line -> { };

        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        public Builder environment(Map<String, String> values) {
            environment.putAll(values);
            return this;
        }

        public Builder jvm(String... options) {
            jvmOptions.addAll(List.of(options));
            return this;
        }

        /** Another entry point around the real one. */
        public Builder entry(Class<?> mainClass) {
            entry = mainClass;
            return this;
        }

        public Builder workingDirectory(Path directory) {
            workingDirectory = Optional.of(directory);
            return this;
        }

        /** A command that runs the command that follows it, such as {@code nice}. */
        public Builder within(String... command) {
            wrapper = List.of(command);
            return this;
        }

        /** Start this, instead of the classes under test in the JVM of the tests. */
        public Builder program(List<String> command) {
            program = List.copyOf(command);
            return this;
        }

        /** Is told each line of the output, at once, on the thread that reads them. */
        public Builder onLine(Consumer<String> lines) {
            listener = lines;
            return this;
        }

        public ConnectorProcess start(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(wrapper);
            command.addAll(program.isEmpty() ? classesUnderTest() : program);
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.endsWith("_PROXY")
                    || name.endsWith("_CA_CERTS") || name.equals("JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(Map.of("PORT", "0", "OTEL_EXPORTER_PROMETHEUS_PORT", "0"));
            builder.environment().putAll(environment);
            workingDirectory.map(Path::toFile).ifPresent(builder::directory);
            return new ConnectorProcess(builder.start(), listener);
        }

        private List<String> classesUnderTest() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path",
                    System.getProperty("java.class.path")), entry.getName()));
            return command;
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                listener.accept(line);
            }
        } catch (IOException e) {
            synchronized (output) {
                output.add("(output ended: " + e.getMessage() + ")");
            }
        }
    }

    /** Everything the process has written so far, standard output and error together. */
    public String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /** The lines of the output so far, without joining them: there may be many. */
    public List<String> lines() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Whether some line holds this; cheaper than {@link #output()} when there are many. */
    public boolean hasSaid(String part) {
        synchronized (output) {
            return output.stream().anyMatch(line -> line.contains(part));
        }
    }

    /** Waits for the end. @return the exit code */
    public int await(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("The process is still running after " + seconds + " s:\n" + output());
        }
        reader.join(TimeUnit.SECONDS.toMillis(10));
        return process.exitValue();
    }

    public long id() {
        return process.pid();
    }

    public Instant startedAt() {
        return startedAt;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    public void terminate() {
        process.toHandle().destroy(); // unlike Process.destroy, it leaves the output readable
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** The most memory that the process itself ever had resident, in KiB, as Linux counts it. */
    public long peakResidentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }

    /** Bytes that the process caused to be written to any storage, as Linux counts them. */
    public long bytesWritten() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "io")).stream()
                .filter(line -> line.startsWith("write_bytes:")).mapToLong(line -> Long.parseLong(line.substring(13)))
                .findFirst().orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
