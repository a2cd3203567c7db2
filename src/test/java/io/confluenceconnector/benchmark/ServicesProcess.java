package io.confluenceconnector.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of the simulated services, seen from the benchmark. It outlives single runs, so that it is warm. */
final class ServicesProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    ServicesProcess() throws IOException {
        process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx3g",
                "-XX:+UseSerialGC", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SimulatedServices.class.getName())).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Replaces the services by new ones, on other ports. */
    Addresses open(DataSet data) throws IOException {
        return ask(JSON.writeValueAsString(data), Addresses.class);
    }

    /** What has come since the last question. */
    Traffic traffic() throws IOException {
        return ask("", Traffic.class);
    }

    private <T> T ask(String command, Class<T> answer) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The simulated services have ended");
        }
        return JSON.readValue(line, answer);
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    @Override
    public void close() throws IOException {
        commands.close(); // the end of its input ends it
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
