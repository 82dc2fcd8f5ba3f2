package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1LabelSelectorRequirement;
import io.kubernetes.client.openapi.models.V1NodeSelectorRequirement;
import io.kubernetes.client.openapi.models.V1NodeSelectorTerm;
import io.kubevirt.ee.model.v1.Absent;
import java.util.List;
import java.util.regex.Pattern;

/** Checks selectors as the API server checks a pod's, so that the launcher's pod passes later. */
final class SelectorCheck {
    private static final Pattern INTEGER = Pattern.compile("[-+]?\\d+");

    private final Findings findings;

    SelectorCheck(Findings findings) {
        this.findings = findings;
    }

    void labels(V1LabelSelector selectorOrNull, String path) {
        if (selectorOrNull == null) {
            return;
        }
        Absent.map(selectorOrNull.getMatchLabels())
                .forEach((key, value) -> label(key, value, path + ".matchLabels"));
        List<V1LabelSelectorRequirement> all = Absent.list(selectorOrNull.getMatchExpressions());
        for (int i = 0; i < all.size(); i++) {
            V1LabelSelectorRequirement one = all.get(i);
            String at = path + ".matchExpressions[" + i + "]";
            key(one.getKey(), at + ".key");
            labelValues(one.getOperator(), Absent.list(one.getValues()), at);
        }
    }

    private void label(String key, String value, String path) {
        key(key, path);
        if (!Text.isLabelValue(value)) {
            findings.invalid(path, "holds '" + value + "', which is no label value");
        }
    }

    private void labelValues(String operator, List<String> values, String at) {
        switch (operator == null ? "" : operator) {
            case "In", "NotIn" -> some(values, at);
            case "Exists", "DoesNotExist" -> none(values, at);
            default ->
                    findings.invalid(at + ".operator", "must be In, NotIn, Exists or DoesNotExist");
        }
        if (!values.stream().allMatch(Text::isLabelValue)) {
            findings.invalid(at + ".values", "must be label values");
        }
    }

    void nodes(V1NodeSelectorTerm term, String path) {
        List<V1NodeSelectorRequirement> labels = Absent.list(term.getMatchExpressions());
        for (int i = 0; i < labels.size(); i++) {
            String at = path + ".matchExpressions[" + i + "]";
            key(labels.get(i).getKey(), at + ".key");
            nodeValues(labels.get(i), at);
        }
        List<V1NodeSelectorRequirement> fields = Absent.list(term.getMatchFields());
        for (int i = 0; i < fields.size(); i++) {
            nodeName(fields.get(i), path + ".matchFields[" + i + "]");
        }
    }

    private void nodeValues(V1NodeSelectorRequirement one, String at) {
        List<String> values = Absent.list(one.getValues());
        switch (one.getOperator() == null ? "" : one.getOperator()) {
            case "In", "NotIn" -> some(values, at);
            case "Exists", "DoesNotExist" -> none(values, at);
            case "Gt", "Lt" -> {
                if (values.size() != 1 || !INTEGER.matcher(values.get(0)).matches()) {
                    findings.invalid(at + ".values", "must be one integer");
                }
            }
            default ->
                    findings.invalid(
                            at + ".operator", "must be In, NotIn, Exists, DoesNotExist, Gt or Lt");
        }
    }

    private void nodeName(V1NodeSelectorRequirement one, String at) {
        if (!"metadata.name".equals(one.getKey())) {
            findings.invalid(at + ".key", "must be metadata.name");
        }
        if (!"In".equals(one.getOperator()) && !"NotIn".equals(one.getOperator())) {
            findings.invalid(at + ".operator", "must be In or NotIn");
        }
        if (Absent.list(one.getValues()).size() != 1) {
            findings.invalid(at + ".values", "must be one name");
        }
    }

    /** Checks a key of a label. */
    void key(String keyOrNull, String path) {
        if (keyOrNull == null || !Text.isLabelKey(keyOrNull)) {
            findings.invalid(path, "must be a label key");
        }
    }

    private void some(List<String> values, String at) {
        if (values.isEmpty()) {
            findings.invalid(at + ".values", "must be set for In and NotIn");
        }
    }

    private void none(List<String> values, String at) {
        if (!values.isEmpty()) {
            findings.invalid(at + ".values", "must be absent for Exists and DoesNotExist");
        }
    }
}
