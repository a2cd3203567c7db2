package io.confluenceconnector.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A secret in a file that may be replaced while the process runs.
 *
 * <p>Kubernetes replaces mounted secrets by swapping a symbolic link, so the real path is part of what is compared.
 */
final class MountedFile {

    private static final int MAXIMUM_BYTES = 64 * 1024;

    /** What changes when the file does. */
    private record Stamp(Path realPath, FileTime modified, long size) {

        static Stamp of(Path path) throws IOException {
            Path realPath = path.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(realPath, BasicFileAttributes.class);
            return new Stamp(realPath, attributes.lastModifiedTime(), attributes.size());
        }
    }

    private final Path path;
    private Optional<Stamp> stamp = Optional.empty();
    private String value = "";
    private boolean failing;

    MountedFile(Path path) {
        this.path = path;
    }

    /** Reads the value for the first time, or again after a change. @return whether it is another one */
    synchronized boolean read() throws UnavailableSecretException {
        try {
            Stamp current = Stamp.of(path);
            String before = value;
            if (!Optional.of(current).equals(stamp)) {
                value = SecretText.usable(content(current.realPath()), "the file");
                stamp = Optional.of(current);
            }
            failing = false;
            return !value.equals(before);
        } catch (NoSuchFileException e) {
            throw new UnavailableSecretException("the file does not exist");
        } catch (IOException e) {
            throw new UnavailableSecretException("the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The newest value that could be read; a change is reported, a failure once, until it is over. */
    synchronized String current(Runnable changed, Consumer<String> failed) {
        try {
            if (read()) {
                changed.run();
            }
        } catch (UnavailableSecretException e) {
            if (!failing) {
                failing = true;
                failed.accept(e.getMessage());
            }
        }
        return value;
    }

    private static String content(Path file) throws IOException, UnavailableSecretException {
        if (!Files.isRegularFile(file)) {
            throw new UnavailableSecretException("it is not a file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                throw new UnavailableSecretException("the file is larger than " + MAXIMUM_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
