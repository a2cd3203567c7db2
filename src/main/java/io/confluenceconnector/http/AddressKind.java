package io.confluenceconnector.http;

import org.apache.hc.core5.net.InetAddressUtils;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** What kind of network an address belongs to, for the redirect rules (S6). */
enum AddressKind {
    PUBLIC, LOOPBACK, LINK_LOCAL, PRIVATE,
    /** Any-local, multicast, reserved, or an IPv4 spelling that only some software understands: nobody's download host. */
    NEVER_A_HOST;

    private static final int IPV4_LENGTH = 4;
    private static final int NAT64_PREFIX_LENGTH = 12;
    /** A network's own translator, whose embedded address may lie anywhere in the rest (RFC 8215). */
    private static final byte[] LOCAL_NAT64_PREFIX = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
    private static final byte[] NAT64_PREFIX = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    static AddressKind of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return NEVER_A_HOST;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_LENGTH ? ofIpv4(address, bytes) : ofIpv6(address, bytes);
    }

    /** The kind of a host that is an address and not a name; also of {@code 127.1}, {@code 0x7f.1} or {@code 2130706433}. */
    static Optional<AddressKind> ofLiteral(String host) {
        boolean spelledOut = InetAddressUtils.isIPv4(host) || host.indexOf(':') >= 0;
        if (!spelledOut) {
            return endsInNumber(host) ? Optional.of(NEVER_A_HOST) : Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.getByName(host)));
        } catch (UnknownHostException e) {
            return Optional.of(NEVER_A_HOST);
        }
    }

    private static AddressKind ofIpv4(InetAddress address, byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 0 || first >= 240) {
            return NEVER_A_HOST;
        }
        boolean carrierGradeNat = first == 100 && second >= 64 && second < 128;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        return address.isSiteLocalAddress() || carrierGradeNat || benchmark ? PRIVATE : PUBLIC;
    }

    private static AddressKind ofIpv6(InetAddress address, byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        boolean localNat64 = Arrays.equals(bytes, 0, LOCAL_NAT64_PREFIX.length, LOCAL_NAT64_PREFIX, 0, LOCAL_NAT64_PREFIX.length);
        if (uniqueLocal || localNat64 || address.isSiteLocalAddress()) {
            return PRIVATE;
        }
        if (Arrays.equals(bytes, 0, NAT64_PREFIX_LENGTH, NAT64_PREFIX, 0, NAT64_PREFIX_LENGTH)) {
            return ofEmbedded(bytes, NAT64_PREFIX_LENGTH);
        }
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        return sixToFour ? ofEmbedded(bytes, 2) : PUBLIC;
    }

    private static AddressKind ofEmbedded(byte[] bytes, int offset) {
        try {
            return of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + IPV4_LENGTH)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an IPv4 address", e);
        }
    }

    private static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.matches("\\d+|0[xX][0-9a-fA-F]*");
    }
}
