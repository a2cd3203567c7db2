package io.confluenceconnector.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Gives CONNECT requests, and no others, what the proxy wants to see: its Basic login and the operator's headers.
 *
 * <p>A proxy that declines is an error of its own: its status must not pass for an answer of the target.
 */
final class ProxyTunnel extends HttpRequestExecutor {

    private final HttpProxy proxy;

    ProxyTunnel(HttpProxy proxy) {
        this.proxy = proxy;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
                                       HttpResponseInformationCallback informationCallback, HttpContext context)
            throws IOException, HttpException {
        if (!Method.CONNECT.isSame(request.getMethod())) {
            return super.execute(request, connection, informationCallback, context);
        }
        proxy.connectHeaders().forEach((name, value) -> request.setHeader(name, value.reveal()));
        proxy.login().ifPresent(login -> request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, basic(login)));
        ClassicHttpResponse response = super.execute(request, connection, informationCallback, context);
        if (response.getCode() != HttpStatus.SC_OK) {
            throw new ProxyRefusedException(response.getCode());
        }
        return response;
    }

    private static String basic(HttpProxy.Login login) {
        String pair = login.username().reveal() + ":" + login.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
