package io.confluenceconnector.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds files by a glob such as {@code /app/tenant-configs/*-tenant-config.yaml}.
 *
 * <p>Files may be symbolic links, as in mounted ConfigMaps; the hidden folders that those point into are left out.
 */
final class FileGlob {

    /** The folders before the first wildcard, and the rest. */
    private static final Pattern PARTS = Pattern.compile("(?<folder>[^*?\\[{]*/)?(?<glob>[^/]*.*)", Pattern.DOTALL);

    private FileGlob() {
    }

    /**
     * The files, in the order of their paths; none when the folder does not exist.
     *
     * @throws IllegalArgumentException when the glob is malformed
     */
    static List<Path> find(String pattern) throws IOException {
        Matcher parts = PARTS.matcher(pattern);
        if (!parts.matches()) {
            throw new IllegalArgumentException(pattern);
        }
        Path folder = Path.of(parts.group("folder") == null ? "" : parts.group("folder"));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + parts.group("glob"));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Path start = folder.toRealPath();
        int depth = parts.group("glob").contains("**") ? Integer.MAX_VALUE : Path.of(parts.group("glob")).getNameCount();
        try (Stream<Path> files = Files.walk(start, depth)) {
            return files.map(start::relativize)
                    .filter(matcher::matches)
                    .filter(FileGlob::isVisible)
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isVisible(Path file) {
        return Stream.iterate(file, path -> path != null, Path::getParent)
                .noneMatch(path -> path.getFileName().toString().startsWith(".."));
    }
}
