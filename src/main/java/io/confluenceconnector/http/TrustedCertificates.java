package io.confluenceconnector.http;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificate authorities that every connection is checked against: the default roots plus an operator's own (S14).
 *
 * <p>There is no way to trust everybody (S13).
 */
public final class TrustedCertificates {

    private static final char[] NO_PASSWORD = new char[0];

    private final List<X509Certificate> authorities;
    /** One for all connections: it checks, and remembers nothing of them. */
    private final TrustManager[] trust;

    private TrustedCertificates(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
        this.trust = trust(this.authorities);
    }

    /**
     * The default roots, and the certificates of further PEM bundles ({@code EXTRA_CA_CERTS}).
     *
     * @throws IllegalArgumentException when a bundle cannot be read or holds no certificate
     */
    public static TrustedCertificates withExtra(Collection<Path> pemBundles) {
        TrustedCertificates trusted = new TrustedCertificates(defaultAuthorities());
        for (Path bundle : pemBundles) {
            trusted = trusted.plus(bundle);
        }
        return trusted;
    }

    /**
     * The certificates of a PEM bundle and no others, for a server that has an authority of its own.
     *
     * @throws IllegalArgumentException when it cannot be read or holds no certificate
     */
    public static TrustedCertificates only(Path pemBundle) {
        return new TrustedCertificates(List.copyOf(read(pemBundle)));
    }

    /** These and the certificates of one more PEM bundle. */
    TrustedCertificates plus(Path pemBundle) {
        return new TrustedCertificates(Stream.concat(authorities.stream(), read(pemBundle).stream()).toList());
    }

    int count() {
        return authorities.size();
    }

    /** Verifies every server by these certificates. */
    public SSLContext sslContext() {
        return sslContext(Optional.empty());
    }

    /** Also shows a client certificate of our own to servers that ask for one. */
    SSLContext sslContext(Optional<HttpProxy.ClientCertificate> ours) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ours.isPresent() ? keyManagers(ours.get()) : new KeyManager[0], trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw noTls(e);
        }
    }

    private static TrustManager[] trust(List<X509Certificate> authorities) {
        try {
            KeyStore store = emptyKeyStore();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw noTls(e);
        }
    }

    private static IllegalStateException noTls(Exception reason) {
        return new IllegalStateException("This Java runtime cannot set up TLS", reason);
    }

    private static KeyManager[] keyManagers(HttpProxy.ClientCertificate ours) throws GeneralSecurityException, IOException {
        KeyStore store = emptyKeyStore();
        store.setKeyEntry("client", privateKey(ours.privateKey()), NO_PASSWORD, read(ours.chain()).toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable("private key", file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                continue; // the key says only to its own algorithm that it fits
            }
        }
        throw unusable("private key", file, "is no unencrypted PKCS #8 key ('BEGIN PRIVATE KEY')");
    }

    private static Collection<X509Certificate> read(Path pemBundle) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = Files.newInputStream(pemBundle)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (IOException | CertificateException e) {
            throw unusable("certificate bundle", pemBundle, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (certificates.isEmpty()) {
            throw unusable("certificate bundle", pemBundle, "holds no certificate");
        }
        return certificates;
    }

    private static IllegalArgumentException unusable(String what, Path file, String why) {
        return new IllegalArgumentException("The " + what + " " + file + " " + why + "; it must be a readable PEM file");
    }

    private static List<X509Certificate> defaultAuthorities() {
        try {
            TrustManagerFactory defaults = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            defaults.init((KeyStore) null);
            return Stream.of(defaults.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no default certificate authorities", e);
        }
    }

    private static KeyStore emptyKeyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }
}
