package io.confluenceconnector.secret;

import static java.util.Objects.requireNonNull;

import io.confluenceconnector.logging.Redaction;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Turns references into secrets: variables are read once, files again whenever they change (P18). */
public final class SecretResolver {

    private final UnaryOperator<String> environment;
    private final Consumer<SecretReference> reread;
    private final BiConsumer<SecretReference, String> rereadFailed;

    /** @param rereadFailed as below; a change that is read well is told to nobody */
    public SecretResolver(UnaryOperator<String> environment, BiConsumer<SecretReference, String> rereadFailed) {
        this(environment, reference -> { }, rereadFailed);
    }

    /**
     * @param environment  looks up a variable; null when it is not set
     * @param reread       told the reference when a file had another value than before
     * @param rereadFailed told the reference and the reason when a changed file cannot be read; the last good value stays
     */
    public SecretResolver(UnaryOperator<String> environment, Consumer<SecretReference> reread,
                          BiConsumer<SecretReference, String> rereadFailed) {
        this.environment = requireNonNull(environment, "environment");
        this.reread = requireNonNull(reread, "reread");
        this.rereadFailed = requireNonNull(rereadFailed, "rereadFailed");
    }

    /** The secret that a reference names; it has a usable value now. */
    public Secret resolve(SecretReference reference) throws UnavailableSecretException {
        if (reference instanceof SecretReference.EnvironmentVariable variable) {
            return known(Secret.of(fromEnvironment(variable.name())));
        }
        MountedFile file = new MountedFile(pathOf((SecretReference.MountedFile) reference));
        file.read();
        return known(Secret.readFrom(() -> file.current(() -> reread.accept(reference),
                reason -> rereadFailed.accept(reference, reason))));
    }

    /** The secret that somebody wrote where it is used, instead of a reference. */
    public Secret literal(String value) {
        return known(Secret.of(value));
    }

    /** Makes each value known to the log pipeline at the moment it is used, so that it is never written (S9). */
    private static Secret known(Secret secret) {
        return Secret.readFrom(() -> {
            String value = secret.reveal();
            Redaction.register(value);
            return value;
        });
    }

    private String fromEnvironment(String name) throws UnavailableSecretException {
        String value = name.isBlank() ? null : environment.apply(name);
        if (value == null) {
            throw new UnavailableSecretException("the environment variable is not set");
        }
        return SecretText.usable(value, "the environment variable");
    }

    /** {@code os.file//run/x} is absolute; {@code os.file/run/x} is taken as {@code /run/x} when the former is missing. */
    private static Path pathOf(SecretReference.MountedFile reference) throws UnavailableSecretException {
        try {
            Path path = Path.of(reference.path());
            Path fromRoot = Path.of("/").resolve(path);
            if (!Files.exists(path) && !Files.exists(fromRoot) && !path.isAbsolute()) {
                throw new UnavailableSecretException("there is neither " + path.toAbsolutePath() + " nor " + fromRoot
                        + "; an absolute path has two slashes, as in os.file//run/secrets/x");
            }
            return Files.exists(path) ? path : fromRoot;
        } catch (InvalidPathException e) {
            throw new UnavailableSecretException("the path is not a valid one");
        }
    }
}
