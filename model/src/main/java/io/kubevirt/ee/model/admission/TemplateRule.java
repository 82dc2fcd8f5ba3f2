package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.VirtualMachineSpec;

/** A machine has something to make its instances of. */
final class TemplateRule implements VirtualMachineRule {
    @Override
    public void check(VirtualMachineSpec spec, Findings findings) {
        if (spec.template() == null || spec.template().spec() == null) {
            findings.required("template.spec", "must be set");
        }
    }
}
