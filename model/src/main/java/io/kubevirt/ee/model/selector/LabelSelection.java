package io.kubevirt.ee.model.selector;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1LabelSelectorRequirement;
import io.kubevirt.ee.model.v1.Absent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A label selector that can be asked, as Kubernetes means it: all of its terms must hold. */
public final class LabelSelection {
    /** One term about one key. */
    private sealed interface Term {
        String key();

        boolean holds(Map<String, String> labels);

        String text();
    }

    private record In(String key, SortedSet<String> values, boolean plain) implements Term {
        @Override
        public boolean holds(Map<String, String> labels) {
            return labels.containsKey(key) && values.contains(labels.get(key));
        }

        @Override
        public String text() {
            return plain ? key + "=" + values.first() : key + " in " + list(values);
        }
    }

    private record NotIn(String key, SortedSet<String> values) implements Term {
        @Override
        public boolean holds(Map<String, String> labels) {
            return !labels.containsKey(key) || !values.contains(labels.get(key));
        }

        @Override
        public String text() {
            return key + " notin " + list(values);
        }
    }

    private record Exists(String key) implements Term {
        @Override
        public boolean holds(Map<String, String> labels) {
            return labels.containsKey(key);
        }

        @Override
        public String text() {
            return key;
        }
    }

    private record DoesNotExist(String key) implements Term {
        @Override
        public boolean holds(Map<String, String> labels) {
            return !labels.containsKey(key);
        }

        @Override
        public String text() {
            return "!" + key;
        }
    }

    private final List<Term> terms;

    private LabelSelection(List<Term> terms) {
        this.terms = terms;
    }

    /** The selector as it is asked; empty if there is none, or it is none that can be. */
    public static Optional<LabelSelection> of(V1LabelSelector selectorOrNull) {
        if (selectorOrNull == null) {
            return Optional.empty();
        }
        List<Optional<Term>> terms = new ArrayList<>();
        Absent.map(selectorOrNull.getMatchLabels())
                .forEach((key, value) -> terms.add(term(key, "In", List.of(value), true)));
        for (V1LabelSelectorRequirement one : Absent.list(selectorOrNull.getMatchExpressions())) {
            terms.add(term(one.getKey(), one.getOperator(), Absent.list(one.getValues()), false));
        }
        return terms.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        new LabelSelection(
                                terms.stream()
                                        .flatMap(Optional::stream)
                                        .sorted(Comparator.comparing(Term::key))
                                        .toList()))
                : Optional.empty();
    }

    private static Optional<Term> term(
            String keyOrNull, String operatorOrNull, List<String> values, boolean plain) {
        if (keyOrNull == null || operatorOrNull == null) {
            return Optional.empty();
        }
        SortedSet<String> sorted = new TreeSet<>(values);
        return switch (operatorOrNull) {
            case "In" ->
                    Optional.<Term>of(new In(keyOrNull, sorted, plain))
                            .filter(any -> !sorted.isEmpty());
            case "NotIn" ->
                    Optional.<Term>of(new NotIn(keyOrNull, sorted))
                            .filter(any -> !sorted.isEmpty());
            case "Exists" ->
                    Optional.<Term>of(new Exists(keyOrNull)).filter(any -> sorted.isEmpty());
            case "DoesNotExist" ->
                    Optional.<Term>of(new DoesNotExist(keyOrNull)).filter(any -> sorted.isEmpty());
            default -> Optional.empty();
        };
    }

    private static String list(SortedSet<String> values) {
        return "(" + String.join(",", values) + ")";
    }

    /** Whether an object with these labels is meant; null is no labels. */
    public boolean matches(Map<String, String> labelsOrNull) {
        Map<String, String> labels = Absent.map(labelsOrNull);
        return terms.stream().allMatch(term -> term.holds(labels));
    }

    /** As the API server takes it in a query, and autoscalers read it in a scale. */
    public String text() {
        return terms.stream().map(Term::text).collect(Collectors.joining(","));
    }
}
