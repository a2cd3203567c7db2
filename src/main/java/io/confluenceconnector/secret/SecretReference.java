package io.confluenceconnector.secret;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Where the value of a secret is kept (S7): {@code os.environ/NAME} or {@code os.file/PATH}. */
public sealed interface SecretReference {

    String ENVIRONMENT_PREFIX = "os.environ/";
    String FILE_PREFIX = "os.file/";

    /** The reference as it is written in the configuration. */
    String text();

    /** The reference that a text is; empty for anything else, which then is a literal. */
    static Optional<SecretReference> parse(String text) {
        if (text.startsWith(ENVIRONMENT_PREFIX)) {
            return Optional.of(new EnvironmentVariable(text.substring(ENVIRONMENT_PREFIX.length())));
        }
        if (text.startsWith(FILE_PREFIX)) {
            return Optional.of(new MountedFile(text.substring(FILE_PREFIX.length())));
        }
        return Optional.empty();
    }

    /** An environment variable of the process. */
    record EnvironmentVariable(String name) implements SecretReference {
        public EnvironmentVariable {
            requireNonNull(name, "name");
        }

        @Override
        public String text() {
            return ENVIRONMENT_PREFIX + name;
        }
    }

    /** A file that is mounted into the container. */
    record MountedFile(String path) implements SecretReference {
        public MountedFile {
            requireNonNull(path, "path");
        }

        @Override
        public String text() {
            return FILE_PREFIX + path;
        }
    }
}
