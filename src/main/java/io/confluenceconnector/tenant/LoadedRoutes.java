package io.confluenceconnector.tenant;

import io.confluenceconnector.routes.RouteFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gives Camel the route files that were read and checked, instead of whatever is on disk by then (S24). */
final class LoadedRoutes extends DefaultRoutesCollector {

    private final RouteFiles files;

    LoadedRoutes(RouteFiles files) {
        this.files = files;
    }

    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(CamelContext context, String excluded, String included) {
        List<Resource> resources = new ArrayList<>();
        files.texts().forEach((name, text) ->
                resources.add(ResourceHelper.fromString("file:" + files.directory().resolve(name), text)));
        return resources;
    }
}
