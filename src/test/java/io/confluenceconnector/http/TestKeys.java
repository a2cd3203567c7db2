package io.confluenceconnector.http;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A key pair with a self-signed certificate, made for the test run by the JDK's own keytool. */
public final class TestKeys {

    private static final String PASSWORD = "only-for-tests";
    private static final String ALIAS = "test";

    /** For servers that tests reach as 127.0.0.1, localhost, confluence.example, media.example and proxy.example. */
    public static final TestKeys SERVER = generate("server",
            "SAN=ip:127.0.0.1,dns:localhost,dns:confluence.example,dns:media.example,dns:proxy.example");
    /** For a server that nobody looks for under this name. */
    public static final TestKeys OTHER_HOST = generate("other.example", "SAN=dns:other.example");
    /** For a client that shows who it is. */
    static final TestKeys CLIENT = generate("connector", "SAN=dns:connector.example");

    private final KeyStore store;
    private final Path folder;

    private TestKeys(KeyStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    private static TestKeys generate(String commonName, String extension) {
        try {
            Path folder = Files.createTempDirectory("test-keys");
            Path file = folder.resolve("keys.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-keyalg", "EC", "-alias", ALIAS, "-dname", "CN=" + commonName, "-validity", "2", "-ext", extension,
                    "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD)
                    .redirectErrorStream(true).start();
            String output = new String(keytool.getInputStream().readAllBytes());
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return new TestKeys(store, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Path certificatePem() {
        try {
            return write("certificate.pem", "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Path privateKeyPem() {
        try {
            return write("key.pem", "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server with this key; it asks clients for a certificate signed by {@code trusted}, when there are any. */
    public SSLContext serverContext(TestKeys... trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            for (TestKeys key : List.of(trusted)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), key.store.getCertificate(ALIAS));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.length == 0 ? null : trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        try {
            return Files.writeString(folder.resolve(name), "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
