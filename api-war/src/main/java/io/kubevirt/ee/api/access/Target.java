package io.kubevirt.ee.api.access;

import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request on the aggregated API is about, read from its path. Pure. */
public sealed interface Target {
    /** Open to everybody: discovery, version, health. */
    record Open() implements Target {}

    /**
     * A subresource of one object: the caller's right to it is reviewed.
     *
     * @param resource plural, as virtualmachines
     * @param name empty for what is of no object: expand-vm-spec
     * @param subresource as RBAC names it, as start or vnc/screenshot; empty where there is no name
     */
    record Subresource(
            String version, String namespace, String resource, String name, String subresource)
            implements Target {}

    /** No such path. */
    record Unknown() implements Target {}

    /** Versions that are served, the preferred one first. */
    List<String> VERSIONS = List.of(KubevirtApi.VERSION, KubevirtApi.OLD_VERSION);

    /** Everything below is the aggregated API. */
    String ROOT = "/apis/" + KubevirtApi.SUBRESOURCES_GROUP;

    /**
     * Reads a path as it came in, not decoded. Whatever holds a character that could be read
     * differently elsewhere (escapes, parameters, dot segments) is unknown: what is authorized is
     * exactly what is served.
     */
    static Target of(String rawPath) {
        Optional<List<String>> segments = Segments.of(rawPath);
        if (segments.isEmpty()) {
            return new Unknown();
        }
        List<String> path = segments.get();
        if (path.equals(List.of("apis"))
                || path.equals(List.of("apis", KubevirtApi.SUBRESOURCES_GROUP))) {
            return new Open();
        }
        if (path.size() < 3
                || !path.get(1).equals(KubevirtApi.SUBRESOURCES_GROUP)
                || !VERSIONS.contains(path.get(2))) {
            return new Unknown();
        }
        return below(path.get(2), path.subList(3, path.size()));
    }

    private static Target below(String version, List<String> rest) {
        if (rest.isEmpty() || Segments.OPEN.contains(String.join("/", rest))) {
            return new Open();
        }
        if (rest.size() == 3
                && rest.get(0).equals("namespaces")
                && rest.get(2).equals(Segments.EXPAND)) {
            return new Subresource(version, rest.get(1), Segments.EXPAND, "", "");
        }
        if (rest.size() < 5 || !rest.get(0).equals("namespaces")) {
            return new Unknown();
        }
        String resource = rest.get(2);
        if (!Segments.RESOURCES.contains(resource)) {
            return new Unknown();
        }
        String subresource = Segments.subresource(rest.subList(4, rest.size()));
        return new Subresource(version, rest.get(1), resource, rest.get(3), subresource);
    }

    /** How paths are taken apart. */
    final class Segments {
        private static final Set<String> OPEN = Set.of("version", "healthz");
        private static final String EXPAND = "expand-vm-spec";
        private static final Set<String> RESOURCES =
                Set.of(KubevirtApi.VIRTUAL_MACHINES, KubevirtApi.VIRTUAL_MACHINE_INSTANCES);
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*)");

        private Segments() {}

        /** One slash at the end is allowed, as clients ask for {@code /apis/GROUP/VERSION/}. */
        private static Optional<List<String>> of(String rawPath) {
            if (!rawPath.startsWith("/")) {
                return Optional.empty();
            }
            List<String> segments = Arrays.asList(rawPath.substring(1).split("/", -1));
            int last = segments.size() - 1;
            if (last > 0 && segments.get(last).isEmpty()) {
                segments = segments.subList(0, last);
            }
            return segments.stream().allMatch(segment -> PLAIN.matcher(segment).matches())
                    ? Optional.of(segments)
                    : Optional.empty();
        }

        /** RBAC knows no port: portforward/22/tcp is portforward. */
        private static String subresource(List<String> segments) {
            return segments.get(0).equals("portforward")
                    ? "portforward"
                    : String.join("/", segments);
        }
    }
}
