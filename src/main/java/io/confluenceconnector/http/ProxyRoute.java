package io.confluenceconnector.http;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Tunnels everything through the proxy, plain HTTP too, so that neither side sees what is meant for the other. */
final class ProxyRoute implements HttpRoutePlanner {

    private final HttpHost proxy;

    ProxyRoute(HttpProxy proxy) {
        this.proxy = hostOf(proxy);
    }

    static HttpHost hostOf(HttpProxy proxy) {
        return new HttpHost(proxy.protocol() == HttpProxy.Protocol.HTTPS ? "https" : "http", proxy.host(), proxy.port());
    }

    @Override
    public HttpRoute determineRoute(HttpHost host, HttpContext context) throws HttpException {
        HttpHost target = RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE);
        boolean secure = target.getSchemeName().equals("https");
        RouteInfo.LayerType layer = secure ? RouteInfo.LayerType.LAYERED : RouteInfo.LayerType.PLAIN;
        return new HttpRoute(target, null, proxy, secure, RouteInfo.TunnelType.TUNNELLED, layer);
    }
}
