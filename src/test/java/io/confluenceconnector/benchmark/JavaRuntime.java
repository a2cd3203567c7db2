package io.confluenceconnector.benchmark;

import io.confluenceconnector.app.ConnectorProcess;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK that runs the connector with the options of the image; where it can, with a cache of classes made as the image's
 * build makes it.
 *
 * @param cache the cache, on a JDK that knows them
 */
record JavaRuntime(Path home, String version, Optional<Path> cache) {

    private static final Path JAR = Path.of("target/confluence-connector.jar");
    private static final Path OWN = Path.of(System.getProperty("java.home"));
    private static final Path KNOWN_JDKS = Path.of("/usr/lib/jvm");
    private static final int WITH_CACHE = 25;

    /**
     * The JDK of this process, and one as recent as the image's where there is one.
     *
     * @param folder where caches of classes go
     */
    static List<JavaRuntime> atHand(Path folder) throws IOException, InterruptedException {
        List<Path> homes = new ArrayList<>(List.of(OWN));
        if (Runtime.version().feature() < WITH_CACHE) {
            recent().ifPresent(homes::add);
        }
        return in(homes, folder);
    }

    static List<JavaRuntime> in(List<Path> homes, Path folder) throws IOException, InterruptedException {
        List<JavaRuntime> runtimes = new ArrayList<>();
        for (Path home : homes) {
            runtimes.add(of(home, folder));
        }
        return runtimes;
    }

    private static Optional<Path> recent() throws IOException {
        if (!Files.isDirectory(KNOWN_JDKS)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(KNOWN_JDKS)) {
            return jdks.filter(jdk -> jdk.getFileName().toString().matches(".*\\b" + WITH_CACHE + "\\b.*")
                    && Files.isExecutable(jdk.resolve("bin/java"))).sorted().findFirst();
        }
    }

    private static JavaRuntime of(Path home, Path folder) throws IOException, InterruptedException {
        JavaRuntime plain = plain(home);
        return Integer.parseInt(plain.version().split("\\.")[0]) < WITH_CACHE ? plain : plain.trained(folder);
    }

    /** Without a cache of classes. */
    static JavaRuntime plain(Path home) throws IOException {
        Properties release = new Properties();
        try (Reader text = Files.newBufferedReader(home.resolve("release"))) {
            release.load(text);
        }
        return new JavaRuntime(home, release.getProperty("JAVA_VERSION").replace("\"", ""), Optional.empty());
    }

    /** The training run of the Dockerfile. */
    private JavaRuntime trained(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("connector-" + version + ".aot");
        Path tenant = Path.of("image/training-tenant-config.yaml");
        List<String> command = command(List.of());
        command.add(command.size() - 2, "-XX:AOTCacheOutput=" + file);
        try (ConnectorProcess training = ConnectorProcess.builder().program(command)
                .environment("TENANT_CONFIG_PATH_PATTERN", tenant.toString()).environment("TRAINING_SECRET", "none")
                .environment("RETRY_ATTEMPTS", "0").environment("LOG_LEVEL", "error").start("sync")) {
            training.await(120);
            if (!Files.exists(file)) {
                throw new IOException("No cache of classes was made:\n" + training.output());
            }
        }
        return new JavaRuntime(home, version, Optional.of(file));
    }

    /** The start command of the image, as in a container with this much memory. */
    List<String> command(String memory, List<String> more) {
        List<String> options = new ArrayList<>(List.of("-XX:MaxRAM=" + memory));
        cache.ifPresent(file -> options.add("-XX:AOTCache=" + file));
        options.addAll(more);
        return command(options);
    }

    private List<String> command(List<String> options) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("There is no " + JAR + ": run mvn -q -DskipTests package first");
        }
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", "@image/jvm.options"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        return command;
    }

    /** For tables. */
    String label() {
        return "JDK " + version.split("\\.")[0] + (cache.isPresent() ? " with cache" : "");
    }
}
