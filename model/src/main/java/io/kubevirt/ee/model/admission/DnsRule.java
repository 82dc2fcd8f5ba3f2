package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1PodDNSConfig;
import io.kubernetes.client.openapi.models.V1PodDNSConfigOption;
import io.kubevirt.ee.model.v1.Absent;
import java.util.List;
import java.util.Set;

/** Name resolution of the pod. KubeVirt names the parts of dnsConfig without their path. */
final class DnsRule implements Rule {
    private static final int MOST_SERVERS = 3;
    private static final int MOST_SEARCHES = 6;
    private static final int MOST_SEARCH_CHARACTERS = 256;
    private static final Set<String> POLICIES =
            Set.of("", "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");

    @Override
    public void check(GuestSpec guest, Findings findings) {
        String policy = guest.spec().dnsPolicy();
        V1PodDNSConfig config = guest.spec().dnsConfig();
        if (policy != null && !POLICIES.contains(policy)) {
            findings.notSupported(
                    "dnsPolicy", "must be ClusterFirst, ClusterFirstWithHostNet, Default or None");
        }
        if (config == null) {
            if ("None".equals(policy)) {
                findings.required("dnsConfig", "must be set when dnsPolicy is None");
            }
            return;
        }
        List<String> servers = Absent.list(config.getNameservers());
        if ("None".equals(policy) && servers.isEmpty()) {
            findings.unprefixed(
                    Cause.REQUIRED, "nameservers", "dnsPolicy None needs at least one name server");
            return;
        }
        servers(servers, findings);
        searches(Absent.list(config.getSearches()), findings);
        options(Absent.list(config.getOptions()), findings);
    }

    private static void servers(List<String> servers, Findings findings) {
        if (servers.size() > MOST_SERVERS) {
            findings.unprefixed(Cause.INVALID, "nameservers", "3 name servers at most");
        }
        for (String server : servers) {
            if (!IpAddress.isValid(server)) {
                findings.unprefixed(
                        Cause.INVALID, "nameservers", "'" + server + "' is no IP address");
            }
        }
    }

    private static void searches(List<String> searches, Findings findings) {
        if (searches.size() > MOST_SEARCHES
                || String.join(" ", searches).length() > MOST_SEARCH_CHARACTERS) {
            findings.unprefixed(
                    Cause.INVALID, "searchDomains", "6 search domains and 256 characters at most");
        }
        for (String search : searches) {
            if (!Text.isDnsSubdomain(search)) {
                findings.unprefixed(
                        Cause.INVALID, "searchDomains", "'" + search + "' is no DNS subdomain");
            }
        }
    }

    private static void options(List<V1PodDNSConfigOption> options, Findings findings) {
        if (options.stream().anyMatch(option -> Text.isAbsent(option.getName()))) {
            findings.unprefixed(Cause.INVALID, "options", "an option must have a name");
        }
    }
}
