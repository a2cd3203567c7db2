package io.confluenceconnector.http;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.net.InetAddressUtils;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server with few entries, so that no test asks a real one. */
final class TestNames implements DnsResolver {

    private final Map<String, String> addresses;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    TestNames(Map<String, String> addresses) {
        this.addresses = Map.copyOf(addresses);
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        asked.add(host);
        String address = addresses.getOrDefault(host.toLowerCase(Locale.ROOT), InetAddressUtils.isIPv4(host) ? host : "");
        if (address.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress())};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
