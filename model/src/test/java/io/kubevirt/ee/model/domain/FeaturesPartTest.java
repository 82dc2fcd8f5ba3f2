package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class FeaturesPartTest {

    private final PartGolden part = new PartGolden(new FeaturesPart());

    @Test
    void acpiAndApicAreThereUnlessRefused() {
        part.assertMatches(
                "kvm-default",
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void theEmulatorsTranslationBufferIsBounded() {
        part.assertMatches(
                "emulation-default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void featuresAreAsStated() {
        part.assertMatches(
                "stated",
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "features": {"acpi": {"enabled": false}, "apic": {"endOfInterrupt": true}, "smm": {}, "pvspinlock": {"enabled": false}, "kvm": {"hidden": true}}}"""));
    }

    @Test
    void apicCanBeRefused() {
        part.assertMatches(
                "no-apic",
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "features": {"apic": {"enabled": false}}}"""));
    }
}
