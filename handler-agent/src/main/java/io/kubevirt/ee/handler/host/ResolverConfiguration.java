package io.kubevirt.ee.handler.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pod's resolv.conf(5) says, as far as a guest is told it. The file is the pod's: whatever
 * is not an address or a domain name is left out.
 *
 * @param servers IPv4 addresses
 * @param ipv6Servers IPv6 addresses
 * @param searches domains
 */
record ResolverConfiguration(
        List<String> servers, List<String> ipv6Servers, List<String> searches) {

    /** More cannot be in an answer. */
    private static final int LIMIT = 16;

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_]([-A-Za-z0-9_]{0,62}\\.?)*");
    private static final int DOMAIN_LENGTH = 253;

    ResolverConfiguration {
        servers = List.copyOf(servers);
        ipv6Servers = List.copyOf(ipv6Servers);
        searches = List.copyOf(searches);
    }

    static ResolverConfiguration parse(List<String> lines) {
        List<String> servers = new ArrayList<>();
        List<String> ipv6Servers = new ArrayList<>();
        List<String> searches = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            switch (words[0]) {
                case "nameserver" -> {
                    rest(words).filter(word -> IPV4.matcher(word).matches()).forEach(servers::add);
                    rest(words).filter(ResolverConfiguration::isIpv6).forEach(ipv6Servers::add);
                }
                case "search" -> {
                    // The last such line counts.
                    searches.clear();
                    rest(words).filter(ResolverConfiguration::isDomain).forEach(searches::add);
                }
                default -> {
                    // comments, options and what is unknown
                }
            }
        }
        return new ResolverConfiguration(first(servers), first(ipv6Servers), first(searches));
    }

    private static Stream<String> rest(String[] words) {
        return Stream.of(words).skip(1);
    }

    private static boolean isIpv6(String word) {
        try {
            return IPV6.matcher(word).matches()
                    && InetAddress.ofLiteral(word) instanceof Inet6Address;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static boolean isDomain(String word) {
        return word.length() <= DOMAIN_LENGTH && DOMAIN.matcher(word).matches();
    }

    private static List<String> first(List<String> words) {
        return words.subList(0, Math.min(LIMIT, words.size()));
    }
}
