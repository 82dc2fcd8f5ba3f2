package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final String HYPERV =
            """
            {"memory": {"guest": "128Mi"}, "devices": {}, "features": {"hyperv": {
              "relaxed": {}, "vapic": {"enabled": true}, "spinlocks": {"spinlocks": 8191},
              "vpindex": {}, "runtime": {}, "synic": {}, "synictimer": {"direct": {}},
              "reset": {"enabled": false}, "vendorid": {"vendorid": "Somebody"},
              "frequencies": {}, "reenlightenment": {}, "tlbflush": {}, "ipi": {}, "evmcs": {}}}}""";

    @Test
    void featuresOfHypervAreAsStated() {
        part.assertMatches("hyperv", Requests.kvm(HYPERV));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tlbflush-direct | \"direct\": {}",
                "tlbflush-extended | \"extended\": {\"enabled\": true}, \"direct\": {\"enabled\": false}",
            })
    void flushesMayBeFinerOrOfNestedGuests(String golden, String flush) {
        part.assertMatches(
                golden,
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {},
                         "features": {"hyperv": {"vpindex": {}, "tlbflush": {%s}}}}"""
                                .formatted(flush)));
    }

    @Test
    void anEmulatedGuestHasNoIndexOfItsCpus() {
        part.assertMatches("hyperv-emulated", Requests.emulated(HYPERV));
    }

    @Test
    void theNodesFeaturesOfHypervArePassedOn() {
        part.assertMatches(
                "hyperv-passthrough",
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "features": {"hypervPassthrough": {"enabled": true}}}"""));
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
