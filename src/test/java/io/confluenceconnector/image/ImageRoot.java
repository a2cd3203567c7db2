package io.confluenceconnector.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The root directory of the image, made by the instructions of the Dockerfile from what the build left in {@code target}. It is
 * entered in a mount namespace of its own; the machine's libraries and a JDK stand in for the base image.
 */
final class ImageRoot {

    private static final Pattern MOUNT = Pattern.compile("--mount=type=bind,source=([^,]+),target=(\\S+)");

    private final Dockerfile dockerfile = Dockerfile.read();
    private final Path root;
    private final Path javaHome;

    /** @param folder an empty folder; @param javaHome the JDK below {@code /usr/lib} that runs it */
    ImageRoot(Path folder, Path javaHome) throws IOException, InterruptedException {
        this.javaHome = javaHome;
        Path built = folder.resolve("image");
        if (!Files.exists(Path.of("target/confluence-connector.jar"))) {
            throw new IllegalStateException("There is no target/confluence-connector.jar: run mvn -DskipTests package first");
        }
        String build = dockerfile.build().last("RUN").arguments().replace("/image", built.toString());
        run(List.of("sh", "-euc", build), Map.of("SOURCE_DATE_EPOCH",
                dockerfile.build().last("ARG").arguments().replace("SOURCE_DATE_EPOCH=", "")));
        root = Files.createDirectory(folder.resolve("root"));
        for (String mountPoint : List.of("usr/bin", "usr/lib", "usr/lib64", "etc", "dev", "proc", "tmp", "app/tenant-configs")) {
            Files.createDirectories(root.resolve(mountPoint));
        }
        for (String link : List.of("lib", "lib64", "bin")) {
            Files.createSymbolicLink(root.resolve(link), Path.of("usr", link));
        }
        for (Dockerfile.Instruction copy : dockerfile.image().all("COPY")) {
            String[] paths = copy.arguments().split(" ");
            Path source = copy.flags().isEmpty() ? Path.of(paths[0]) : folder.resolve(paths[0].substring(1));
            run(List.of("cp", "--recursive", "--preserve=timestamps", source.toString(),
                    root.resolve("app").resolve(paths[1]).toString()), Map.of());
        }
    }

    Path app() {
        return root.resolve("app");
    }

    /** The training run of the Dockerfile, as root and with a shell, as a builder does it. @return its output */
    String train() throws IOException, InterruptedException {
        Dockerfile.Instruction training = dockerfile.image().last("RUN");
        for (String flag : training.flags()) {
            Matcher mount = MOUNT.matcher(flag);
            if (!mount.matches()) {
                throw new IllegalStateException("A mount that this test does not know: " + flag);
            }
            Files.copy(Path.of(mount.group(1)), root.resolve(mount.group(2).substring(1)));
        }
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--net", "sh", "-euc", mounts("/usr/bin") + """
                exec /usr/sbin/chroot . /bin/sh -c "cd /app && $0"
                """, training.arguments()));
        String output = run(command, Map.of("PATH", path() + ":/usr/bin"));
        try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        return output;
    }

    /** What precedes the start command so that it runs as in the image: read-only, without a shell, as the image's user. */
    String[] wrapper() {
        String user = dockerfile.image().last("USER").arguments();
        return new String[] {"unshare", "--mount", "sh", "-euc", mounts("") + """
                mount -o remount,bind,ro .
                for place in app tmp etc; do ! touch $place/must-fail 2> /dev/null; done
                export PATH="$IMAGE_PATH"
                exec /usr/bin/setpriv --no-new-privs /usr/sbin/chroot --userspec=%s . "$@"
                """.formatted(user), "image"};
    }

    /** The image's own environment, and the path on which the image finds its Java. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(dockerfile.image().environment());
        environment.put("IMAGE_PATH", path());
        return environment;
    }

    List<String> startCommand() throws IOException {
        return dockerfile.image().startCommand();
    }

    private String path() {
        return javaHome.resolve("bin").toString();
    }

    /** Enters the root, with what stands in for the base image mounted read-only. */
    private String mounts(String more) {
        StringBuilder script = new StringBuilder("""
                mount --make-rprivate /
                mount --bind '%1$s' '%1$s'
                cd '%1$s'
                mount --rbind /proc ./proc
                """.formatted(root));
        for (String place : Stream.of("/usr/lib", "/usr/lib64", "/etc", "/dev", more).filter(each -> !each.isEmpty()).toList()) {
            script.append("[ ! -e %1$s ] || { mount --bind %1$s .%1$s; mount -o remount,bind,ro .%1$s; }\n".formatted(place));
        }
        return script.toString();
    }

    private static String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed:\n" + output);
        }
        return output;
    }
}
