package io.confluenceconnector.reload;

import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.routes.RouteFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * What the files on disk were at one moment. Contents are compared, not times and not events of the file system: so it does
 * not matter whether an editor writes, replaces or renames a file, a ConfigMap swaps its link, or a network is in between.
 *
 * @param tenants hash of each tenant file by its path
 */
record Look(SortedMap<Path, String> tenants, RouteFiles routes) {

    static Look at(String tenantPattern, Path routesDirectory) throws IOException {
        return new Look(TenantConfigLoader.contentHashes(tenantPattern), RouteFiles.read(routesDirectory));
    }
}
