package io.kubevirt.ee.handler.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pod's resolv.conf(5) says, as far as a guest is told it. The file is the pod's: whatever
 * is not an IPv4 address or a domain name is left out.
 *
 * @param servers IPv4 addresses
 * @param searches domains
 */
record ResolverConfiguration(List<String> servers, List<String> searches) {

    /** More cannot be in an answer. */
    private static final int LIMIT = 16;

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_]([-A-Za-z0-9_]{0,62}\\.?)*");
    private static final int DOMAIN_LENGTH = 253;

    ResolverConfiguration {
        servers = List.copyOf(servers);
        searches = List.copyOf(searches);
    }

    static ResolverConfiguration parse(List<String> lines) {
        List<String> servers = new ArrayList<>();
        List<String> searches = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            switch (words[0]) {
                case "nameserver" ->
                        rest(words)
                                .filter(word -> IPV4.matcher(word).matches())
                                .forEach(servers::add);
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
        return new ResolverConfiguration(first(servers), first(searches));
    }

    private static Stream<String> rest(String[] words) {
        return Stream.of(words).skip(1);
    }

    private static boolean isDomain(String word) {
        return word.length() <= DOMAIN_LENGTH && DOMAIN.matcher(word).matches();
    }

    private static List<String> first(List<String> words) {
        return words.subList(0, Math.min(LIMIT, words.size()));
    }
}
