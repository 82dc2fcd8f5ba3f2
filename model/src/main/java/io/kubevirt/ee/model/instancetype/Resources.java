package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import io.kubevirt.ee.model.v1.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a template requests of its node.
 *
 * @param stated the template's
 */
record Resources(ResourceRequirements stated) {
    static Resources of(DomainSpec domain) {
        return new Resources(
                domain.resources() == null
                        ? ResourceRequirementsBuilder.builder().build()
                        : domain.resources());
    }

    /** Adds a request or a limit of cpu or memory, which are the instancetype's. */
    void conflicts(String name, Conflicts conflicts) {
        conflicts.addIf(
                Absent.map(stated.requests()).containsKey(name),
                "domain.resources.requests." + name);
        conflicts.addIf(
                Absent.map(stated.limits()).containsKey(name), "domain.resources.limits." + name);
    }

    ResourceRequirements withRequest(String name, Quantity amount) {
        Map<String, Quantity> requests = new TreeMap<>(Absent.map(stated.requests()));
        requests.put(name, amount);
        return ResourceRequirementsBuilder.builder(stated).requests(requests).build();
    }
}
