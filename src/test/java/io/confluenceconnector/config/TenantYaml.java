package io.confluenceconnector.config;

import io.confluenceconnector.secret.SecretResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The example tenant files, to be read as they are or with one edit. */
record TenantYaml(String name, String text) {

    static final String CLOUD = "cloud-external";
    static final String CLOUD_GATEWAY = "cloud-gateway";
    static final String DATA_CENTER_PAT = "data-center-pat";
    static final String DATA_CENTER_BASIC = "data-center-basic";
    static final String DATA_CENTER_FULL = "data-center-full";
    static final List<String> ALL =
            List.of(CLOUD, CLOUD_GATEWAY, DATA_CENTER_PAT, DATA_CENTER_BASIC, DATA_CENTER_FULL);

    static final Map<String, String> ENVIRONMENT = Map.of(
            "HERON_CLIENT_SECRET", "heron-value\n",
            "ZITADEL_CLIENT_SECRET", "zitadel-value",
            "LINDENHOF_TOKEN", "lindenhof-value",
            "BASIC_USERNAME", "mira",
            "BASIC_PASSWORD", "basic-value",
            "QUARRY_CLIENT_ID", "quarry-reader",
            "QUARRY_CLIENT_SECRET", "quarry-value");

    static TenantYaml example(String name) {
        try (InputStream file = TenantYaml.class.getResourceAsStream("/config/" + name + "-tenant-config.yaml")) {
            return new TenantYaml(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TenantYaml named(String otherName) {
        return new TenantYaml(otherName, text);
    }

    /** The same file with one passage replaced; it must be there. */
    TenantYaml with(String passage, String replacement) {
        if (!text.contains(passage)) {
            throw new IllegalArgumentException("No '" + passage + "' in " + name);
        }
        return new TenantYaml(name, text.replace(passage, replacement));
    }

    Path writeTo(Path folder) {
        try {
            return Files.writeString(folder.resolve(name + "-tenant-config.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the loader makes of the files in a folder. */
    static TenantFiles scan(Path folder) {
        return loader().scan(folder + "/*-tenant-config.yaml");
    }

    static TenantConfigLoader loader() {
        return new TenantConfigLoader(new SecretResolver(ENVIRONMENT::get, (reference, reason) -> {
        }));
    }
}
