package io.confluenceconnector.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Route files of a test: the shipped ones, copies of them, or a few lines. */
final class RouteFolder {

    static final Path SHIPPED = Path.of("routes");

    private RouteFolder() {
    }

    static List<Path> shipped() {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path folder, String name, String yaml) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            return Files.writeString(folder.resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the shipped files, with one text replaced in one of them. */
    static Path tampered(Path folder, String name, String original, String replacement) {
        for (Path file : shipped()) {
            String yaml = read(file);
            if (file.getFileName().toString().equals(name)) {
                if (!yaml.contains(original)) {
                    throw new IllegalArgumentException(name + " does not contain: " + original);
                }
                yaml = yaml.replace(original, replacement);
            }
            write(folder, SHIPPED.relativize(file).toString(), yaml);
        }
        return folder;
    }
}
