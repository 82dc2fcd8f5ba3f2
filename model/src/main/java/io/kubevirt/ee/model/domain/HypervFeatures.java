package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.FeatureSpinlocks;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.FeatureVendorID;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.HyperVPassthrough;
import io.kubevirt.ee.model.v1.SyNICTimer;
import io.kubevirt.ee.model.v1.TLBFlush;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a guest made for Hyper-V finds of it: single features, or all that the node has. */
final class HypervFeatures {

    private HypervFeatures() {}

    /** The element, if the VMI asks for it. */
    static Optional<Element> of(DomainRequest request) {
        Optional<Element> stated =
                request.feature(Features::hyperv)
                        .map(hyperv -> custom(hyperv, request.settings().emulated()));
        return stated.isPresent()
                ? stated
                : request.feature(Features::hypervPassthrough)
                        .map(HyperVPassthrough::enabled)
                        .filter(enabled -> enabled)
                        .map(_ -> Element.of("hyperv").with("mode", "passthrough"));
    }

    private static Element custom(FeatureHyperv hyperv, boolean emulated) {
        List<Element> all = new ArrayList<>();
        add(all, "relaxed", hyperv.relaxed());
        add(all, "vapic", hyperv.vapic());
        Optional.ofNullable(hyperv.spinlocks()).map(HypervFeatures::spinlocks).ifPresent(all::add);
        if (!emulated) {
            // qemu asks the kernel's KVM for it and ends where there is none.
            add(all, "vpindex", hyperv.vpindex());
        }
        add(all, "runtime", hyperv.runtime());
        add(all, "synic", hyperv.synic());
        Optional.ofNullable(hyperv.synictimer()).map(HypervFeatures::timer).ifPresent(all::add);
        add(all, "reset", hyperv.reset());
        Optional.ofNullable(hyperv.vendorid()).map(HypervFeatures::vendor).ifPresent(all::add);
        add(all, "frequencies", hyperv.frequencies());
        add(all, "reenlightenment", hyperv.reenlightenment());
        Optional.ofNullable(hyperv.tlbflush()).map(HypervFeatures::flush).ifPresent(all::add);
        add(all, "ipi", hyperv.ipi());
        add(all, "evmcs", hyperv.evmcs());
        return Element.of("hyperv").with("mode", "custom").with(all);
    }

    private static void add(List<Element> all, String name, FeatureState stateOrNull) {
        if (stateOrNull != null) {
            all.add(element(name, stateOrNull.enabled()));
        }
    }

    private static Element element(String name, Boolean enabledOrNull) {
        return Element.of(name).with("state", Boolean.FALSE.equals(enabledOrNull) ? "off" : "on");
    }

    private static Element spinlocks(FeatureSpinlocks spinlocks) {
        return element("spinlocks", spinlocks.enabled())
                .with("retries", Optional.ofNullable(spinlocks.spinlocks()));
    }

    private static Element vendor(FeatureVendorID vendor) {
        return element("vendor_id", vendor.enabled())
                .with("value", Optional.ofNullable(vendor.vendorid()));
    }

    private static Element timer(SyNICTimer timer) {
        return element("stimer", timer.enabled()).withChild(child("direct", timer.direct()));
    }

    private static Element flush(TLBFlush flush) {
        return element("tlbflush", flush.enabled())
                .withChild(child("direct", flush.direct()))
                .withChild(child("extended", flush.extended()));
    }

    private static Optional<Element> child(String name, FeatureState stateOrNull) {
        return Optional.ofNullable(stateOrNull).map(state -> element(name, state.enabled()));
    }
}
