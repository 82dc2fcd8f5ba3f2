package io.kubevirt.ee.api.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query of a request: known parameters, each once, each what it may be. Pure. */
record Query(Map<Parameter, String> values) {
    /**
     * Reads a query.
     *
     * @throws ProblemException 400 for a parameter that the operation does not take
     */
    static Query of(Operation operation, Map<String, List<String>> given) {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        given.forEach(
                (key, value) -> {
                    Parameter parameter =
                            operation.query().stream()
                                    .filter(known -> known.key().equals(key))
                                    .findFirst()
                                    .orElseThrow(() -> unknown(operation, key));
                    if (value.size() != 1) {
                        throw new ProblemException(
                                Problem.badRequest(parameter.key() + " may be given once"));
                    }
                    values.put(parameter, parameter.check(value.getFirst()));
                });
        return new Query(values);
    }

    Optional<String> value(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter));
    }

    /** Returns the query for the API server, with more parameters, encoded. */
    String encoded(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        values.forEach((parameter, value) -> all.put(parameter.key(), value));
        all.putAll(more);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    // The key is the caller's own text: it is not repeated, beyond what a name may hold.
    private static ProblemException unknown(Operation operation, String key) {
        String taken =
                operation.query().isEmpty()
                        ? "none are taken here"
                        : "taken are "
                                + operation.query().stream()
                                        .map(Parameter::key)
                                        .collect(Collectors.joining(", "));
        String named = key.matches("[A-Za-z0-9._-]{1,64}") ? key + ": " : "";
        return new ProblemException(Problem.badRequest(named + "unknown parameter; " + taken));
    }
}
