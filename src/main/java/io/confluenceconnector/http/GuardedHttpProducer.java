package io.confluenceconnector.http;

import io.confluenceconnector.logging.SafeError;
import io.confluenceconnector.secret.Secret;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.NullEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends the exchange to the address of its {@code CamelHttpUri}, taken literally: no placeholders, no path or query of
 * other headers, for the address may come from Confluence (S20).
 */
final class GuardedHttpProducer extends HttpProducer {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedHttpProducer.class);

    private static final List<String> COUNT_OF_TRIES =
            List.of(Exchange.REDELIVERY_COUNTER, Exchange.REDELIVERY_MAX_COUNTER, Exchange.REDELIVERED);

    private final Role role;

    GuardedHttpProducer(GuardedHttpEndpoint endpoint) {
        super(endpoint);
        this.role = endpoint.role();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message request = exchange.getIn();
        Object body = request.getBody();
        Map<String, Object> countOfTries = countOfTries(request);
        try {
            answer(exchange, call(request));
            exchange.getMessage().getHeaders().putAll(countOfTries);
        } catch (IOException e) {
            throw isOurs(e) ? e : new UnansweredException(role.method(), target(request), SafeError.message(e), e);
        } finally {
            request.removeHeader(Exchange.HTTP_URI); // may be a pre-signed address, which is a secret (S9)
            if (body instanceof HttpEntity entity) {
                entity.close(); // ends the download behind an upload that failed, instead of reading it to its end
            }
        }
    }

    /**
     * Sends on an exchange of its own, since the parent puts two clean-ups a call onto the exchange it is given: on one
     * that carries a whole cycle they would pile up.
     */
    private Exchange call(Message request) throws Exception {
        Exchange call = getEndpoint().createExchange();
        call.getIn().setBody(request.getBody());
        call.getIn().setHeaders(request.getHeaders());
        super.process(call);
        return call;
    }

    private static void answer(Exchange exchange, Exchange call) {
        Message answer = exchange.getMessage();
        answer.setHeaders(call.getMessage().getHeaders());
        answer.setBody(call.getMessage().getBody());
        if (answer.getBody() instanceof ResponseBody body) {
            closeWithExchange(exchange, body);
        }
    }

    /** A body that nobody reads to its end is closed with its exchange; one that is read leaves no trace there. */
    private static void closeWithExchange(Exchange exchange, ResponseBody body) {
        CloseWhenDone closing = new CloseWhenDone(body);
        exchange.getExchangeExtension().addOnCompletion(closing);
        body.whenEnded(() -> {
            UnitOfWork work = exchange.getUnitOfWork();
            if (work != null && work.containsSynchronization(closing)) {
                work.removeSynchronization(closing);
            }
        });
    }

    /** The error handler counts in headers, which the answer's would replace: it would then try for ever. */
    private static Map<String, Object> countOfTries(Message request) {
        Map<String, Object> count = new HashMap<>();
        COUNT_OF_TRIES.stream().filter(header -> request.getHeader(header) != null)
                .forEach(header -> count.put(header, request.getHeader(header)));
        return count;
    }

    private Target target(Message request) {
        return Target.of(address(request));
    }

    /** Failures of our own while sending, such as a body of another length, say what they mean. */
    private static boolean isOurs(IOException failure) {
        return failure.getClass().getPackage().equals(UnansweredException.class.getPackage());
    }

    @Override
    protected HttpUriRequest createMethod(Exchange exchange) {
        Message message = exchange.getIn();
        String method = message.getHeader(Exchange.HTTP_METHOD, role.method(), String.class).toUpperCase(Locale.ROOT);
        HttpUriRequestBase request = new HttpUriRequestBase(method, address(message));
        if (method.equals(role.method()) && !method.equals("GET")) {
            request.setEntity(createRequestEntity(exchange));
        }
        return request;
    }

    /** Takes bodies that have a length, and does not zip them because of a {@code Content-Encoding} left from an answer. */
    @Override
    protected HttpEntity createRequestEntity(Exchange exchange) {
        Object body = exchange.getIn().getBody();
        if (body instanceof TokenRequestEntity secrets && !secrets.isFor(address(exchange.getIn()))) {
            throw new GuardViolationException("S5", "a token request goes to its own token URL only");
        }
        if (body instanceof HttpEntity entity) {
            return entity;
        }
        if (body instanceof byte[] bytes) {
            return new ByteArrayEntity(bytes, null);
        }
        if (body instanceof String text) {
            return new StringEntity(text, null, StandardCharsets.UTF_8.name(), false);
        }
        if (body == null) {
            return NullEntity.INSTANCE;
        }
        throw new IllegalArgumentException("The body for " + role.scheme() + ":api must be an HttpEntity, bytes or text, but is a "
                + body.getClass().getSimpleName() + "; wrap a stream into an ExactLengthEntity");
    }

    @Override
    protected Object extractResponseBody(ClassicHttpResponse response, Exchange exchange, boolean ignoreBody) throws IOException {
        if (response.getEntity() == null) {
            return null;
        }
        return ResponseBody.of(response.getEntity());
    }

    /** A pre-signed address is a secret until here, so that no step reads it (S8, S9). */
    private URI address(Message request) {
        Object header = request.getHeader(Exchange.HTTP_URI);
        String url = header instanceof Secret secret ? secret.reveal() : request.getHeader(Exchange.HTTP_URI, "", String.class);
        try {
            URI address = new URI(url);
            Target.of(address);
            return address;
        } catch (URISyntaxException e) {
            // without the cause: its text holds the address, whose query may be a signature (S9)
            throw new IllegalArgumentException("The header CamelHttpUri for " + role.scheme() + ":api is no valid URL");
        }
    }

    private static final class CloseWhenDone extends SynchronizationAdapter {

        private final ResponseBody body;

        CloseWhenDone(ResponseBody body) {
            this.body = body;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("Closing an answer failed: {}", e.getClass().getName());
            }
        }
    }
}
