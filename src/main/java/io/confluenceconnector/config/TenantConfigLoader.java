package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import io.confluenceconnector.secret.SecretResolver;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the tenant files, reads them, and checks them one by one and together. */
public final class TenantConfigLoader {

    private final SecretResolver secrets;

    public TenantConfigLoader(SecretResolver secrets) {
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /**
     * All tenants, whatever their status; for the start of the process.
     *
     * @param pattern the glob of {@code TENANT_CONFIG_PATH_PATTERN}
     * @throws ConfigurationException with every problem of every file
     */
    public List<TenantConfig> load(String pattern) {
        TenantFiles files = scan(pattern);
        files.requireValid();
        return files.tenants();
    }

    /** Valid tenants and problems side by side; for picking up edited files (P18). */
    public TenantFiles scan(String pattern) {
        return scan(Map.of("TENANT_CONFIG_PATH_PATTERN=" + pattern, pattern));
    }

    /** The same for files, folders and patterns that somebody names; all that they find is checked together (P17). */
    public TenantFiles scanNamed(Collection<String> names) {
        Map<String, String> patterns = new LinkedHashMap<>();
        names.forEach(name -> patterns.put(name, new File(name).isDirectory() ? name + "/*" + TenantName.FILE_SUFFIX : name));
        return scan(patterns);
    }

    /** @param patterns by what the user calls them */
    private TenantFiles scan(Map<String, String> patterns) {
        Set<Path> paths = new LinkedHashSet<>();
        List<ConfigurationProblem> problems = new ArrayList<>();
        patterns.forEach((name, pattern) -> {
            Problems found = new Problems(name);
            paths.addAll(find(pattern, found));
            problems.addAll(found.found());
        });
        TenantFiles checked = CrossFileRules.apply(paths.stream().map(this::read).toList());
        problems.addAll(checked.otherProblems());
        return new TenantFiles(checked.files(), problems);
    }

    private static List<Path> find(String pattern, Problems problems) {
        try {
            List<Path> paths = FileGlob.find(pattern);
            if (paths.isEmpty()) {
                problems.add("No tenant file is found", "Put at least one <tenant>" + TenantName.FILE_SUFFIX + " there");
            }
            return paths;
        } catch (IllegalArgumentException e) {
            problems.add("This is not a valid path pattern", "Write for example /app/tenant-configs/*" + TenantName.FILE_SUFFIX);
        } catch (IOException e) {
            problems.add("The folder cannot be read (" + e.getClass().getSimpleName() + ")", "Check its permissions");
        }
        return List.of();
    }

    /**
     * What changes when a tenant file is added, edited or removed, without reading what the files mean (P18): the hash of
     * each by its path, as in {@link TenantFile#contentHash()}.
     *
     * @throws IOException when the folder cannot be read, so that nothing is known about its files
     */
    public static SortedMap<Path, String> contentHashes(String pattern) throws IOException {
        SortedMap<Path, String> hashes = new TreeMap<>();
        for (Path path : FileGlob.find(pattern)) {
            hashes.put(path, bytes(path, new Problems(path.toString())).map(TenantConfigLoader::sha256).orElse(""));
        }
        return hashes;
    }

    private TenantFile read(Path path) {
        Problems problems = new Problems(path.toString());
        Optional<TenantName> name = TenantName.of(path);
        if (name.isEmpty()) {
            problems.add("The file name does not give a tenant name",
                    "Call it <tenant>" + TenantName.FILE_SUFFIX + ", with a tenant of " + TenantName.RULE);
        }
        Optional<byte[]> bytes = bytes(path, problems);
        Section.Context context = new Section.Context(problems, secrets, new HashSet<>());
        Optional<TenantConfig> tenant = bytes
                .flatMap(content -> text(content, problems))
                .flatMap(yaml -> YamlDocument.parse(yaml, problems))
                .flatMap(document -> new TenantReader(problems).read(name, document, context));
        return new TenantFile(path, name, bytes.map(TenantConfigLoader::sha256).orElse(""), tenant, problems.byLine());
    }

    private static Optional<byte[]> bytes(Path path, Problems problems) {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (IOException e) {
            problems.add("The file cannot be read (" + e.getClass().getSimpleName() + ")", "Check its permissions");
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes, Problems problems) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            problems.add("The file is not UTF-8 text", "Save it as UTF-8");
            return Optional.empty();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
