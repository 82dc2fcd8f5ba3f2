package io.kubevirt.ee.runtime.metrics;

import java.util.List;
import java.util.Locale;

/**
 * What a request to the API server is about, in few words: names of objects and namespaces are left
 * out, so that the number of label values is that of the kinds we use.
 *
 * @param verb as in Kubernetes' authorization
 * @param resource plural, with its subresource, such as {@code pods/status}; {@code none} for paths
 *     that are no resources
 */
record RestCall(String verb, String resource) {
    private static final String NO_RESOURCE = "none";

    /**
     * Reads a request.
     *
     * @param method of HTTP
     * @param path its segments
     * @param watch whether the query says so
     */
    static RestCall of(String method, List<String> path, boolean watch) {
        List<String> inGroup = afterVersion(path);
        if (inGroup.isEmpty()) {
            return new RestCall(method.toLowerCase(Locale.ROOT), NO_RESOURCE);
        }
        boolean namespaced = inGroup.getFirst().equals("namespaces") && inGroup.size() > 2;
        List<String> parts = namespaced ? inGroup.subList(2, inGroup.size()) : inGroup;
        String subresource = parts.size() > 2 ? "/" + parts.get(2) : "";
        return new RestCall(verb(method, parts.size() > 1, watch), parts.getFirst() + subresource);
    }

    private static List<String> afterVersion(List<String> path) {
        if (path.isEmpty()) {
            return List.of();
        }
        int start =
                switch (path.getFirst()) {
                    case "api" -> 2;
                    case "apis" -> 3;
                    default -> path.size();
                };
        return start < path.size() ? path.subList(start, path.size()) : List.of();
    }

    private static String verb(String method, boolean named, boolean watch) {
        return switch (method) {
            case "GET" -> watch ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> method.toLowerCase(Locale.ROOT);
        };
    }
}
