package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUFeature;
import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.SyNICTimer;
import io.kubevirt.ee.model.v1.TLBFlush;
import java.util.List;
import java.util.Optional;

/** Features of Hyper-V: what one needs of another, and all of them or single ones. */
final class HypervRule implements Rule {
    private static final String HYPERV = "domain.features.hyperv";

    @Override
    public void check(GuestSpec spec, Findings findings) {
        Optional<Features> features = Optional.ofNullable(spec.domain().features());
        Optional<FeatureHyperv> hyperv = features.map(Features::hyperv);
        hyperv.ifPresent(stated -> needs(stated, findings));
        hyperv.filter(HypervDefaults::needsVmx).ifPresent(_ -> vmx(spec, findings));
        if (hyperv.isPresent() && features.map(Features::hypervPassthrough).isPresent()) {
            findings.invalid(HYPERV, "must not be set beside hypervPassthrough");
        }
    }

    private static void needs(FeatureHyperv hyperv, Findings findings) {
        need("evmcs", hyperv.evmcs(), "vapic", hyperv.vapic(), findings);
        need("ipi", hyperv.ipi(), "vpindex", hyperv.vpindex(), findings);
        need("tlbflush", state(hyperv.tlbflush()), "vpindex", hyperv.vpindex(), findings);
        need("synictimer", state(hyperv.synictimer()), "synic", hyperv.synic(), findings);
        need("synic", hyperv.synic(), "vpindex", hyperv.vpindex(), findings);
    }

    private static void need(
            String name, FeatureState of, String needed, FeatureState there, Findings findings) {
        if (HypervDefaults.isEnabled(of) && !HypervDefaults.isEnabled(there)) {
            findings.invalid(HYPERV + "." + name, "needs " + needed + " to be enabled");
        }
    }

    static FeatureState state(TLBFlush flushOrNull) {
        return flushOrNull == null ? null : new FeatureState(flushOrNull.enabled());
    }

    static FeatureState state(SyNICTimer timerOrNull) {
        return timerOrNull == null ? null : new FeatureState(timerOrNull.enabled());
    }

    private static void vmx(GuestSpec spec, Findings findings) {
        List<CPUFeature> features = Absent.list(spec.cpu().map(CPU::features).orElse(null));
        if (features.isEmpty()) {
            findings.required("domain.cpu.features", "must require vmx for evmcs");
        }
        for (int i = 0; i < features.size(); i++) {
            if (HypervDefaults.isVmx(features.get(i)) && !isRequired(features.get(i))) {
                findings.invalid(
                        "domain.cpu.features[" + i + "].policy", "must be require for evmcs");
            }
        }
    }

    private static boolean isRequired(CPUFeature feature) {
        return "require".equals(feature.policy());
    }
}
