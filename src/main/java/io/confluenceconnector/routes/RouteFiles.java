package io.confluenceconnector.routes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.SortedMap;

/**
 * The route files of a directory as they were at one moment: what was checked (S24) is what Camel loads, and what goes on
 * running while the files on disk are broken (P18).
 *
 * @param texts    the content of each {@code *.camel.yaml} of the directory and of {@code extensions} in it, by file name
 * @param problems why there are none, or which of them could not be read
 */
public record RouteFiles(Path directory, SortedMap<String, String> texts, List<RouteProblem> problems) {

    /** The folder in the directory that is for integration engineers; mounted separately, it survives an update of the rest. */
    private static final String EXTENSIONS = "extensions";

    public RouteFiles {
        Objects.requireNonNull(directory, "directory");
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        problems = List.copyOf(problems);
    }

    /** Reads the files now. */
    public static RouteFiles read(Path directory) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<RouteProblem> problems = new ArrayList<>();
        for (Path file : list(directory)) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            try {
                texts.put(name, Files.readString(file));
            } catch (IOException e) {
                problems.add(new Finding("a file that cannot be read", "readable files in UTF-8",
                        "Check its permissions and encoding").at(Place.ofFile(name)));
            }
        }
        if (texts.isEmpty() && problems.isEmpty()) {
            problems.add(new Finding("no route files", "a readable directory with *.camel.yaml",
                    "Check ROUTES_DIRECTORY").at(Place.ofFile(directory.toAbsolutePath().normalize().toString())));
        }
        return new RouteFiles(directory, texts, problems);
    }

    private static List<Path> list(Path directory) {
        List<Path> files = new ArrayList<>(listOnly(directory));
        files.addAll(listOnly(directory.resolve(EXTENSIONS)));
        return files;
    }

    private static List<Path> listOnly(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.camel.yaml")) {
            found.forEach(files::add);
        } catch (IOException e) {
            return List.of();
        }
        return files;
    }

    /** Names of the files that were added, changed or removed since {@code earlier}. */
    public SortedSet<String> changedSince(RouteFiles earlier) {
        SortedSet<String> names = new TreeSet<>(texts.keySet());
        names.addAll(earlier.texts.keySet());
        names.removeIf(name -> Objects.equals(texts.get(name), earlier.texts.get(name)));
        return names;
    }
}
