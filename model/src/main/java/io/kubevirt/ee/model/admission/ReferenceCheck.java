package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.InstancetypeMatcher;
import io.kubevirt.ee.model.v1.PreferenceMatcher;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.util.List;
import java.util.Objects;

/** A machine's references to an instancetype and a preference, in KubeVirt's words. */
final class ReferenceCheck {
    private static final String INSTANCETYPE = "instancetype";
    private static final String PREFERENCE = "preference";

    private ReferenceCheck() {}

    /** Looks whether they name something. */
    static List<Refusal> of(VirtualMachineSpec spec) {
        Findings findings = new Findings("spec");
        InstancetypeMatcher instancetype = spec.instancetype();
        if (instancetype != null) {
            named(INSTANCETYPE, instancetype.name(), instancetype.inferFromVolume(), findings);
        }
        PreferenceMatcher preference = spec.preference();
        if (preference != null) {
            named(PREFERENCE, preference.name(), preference.inferFromVolume(), findings);
        }
        return findings.refusals();
    }

    private static void named(String matcher, String name, String volume, Findings findings) {
        String field = "spec." + matcher;
        if (Text.isAbsent(name) && Text.isAbsent(volume)) {
            findings.unprefixed(
                    Cause.NOT_FOUND,
                    field,
                    "Either Name or InferFromVolume should be provided within the %s matcher"
                            .formatted(matcher));
        }
        if (Text.isPresent(name) && Text.isPresent(volume)) {
            findings.unprefixed(
                    Cause.NOT_FOUND,
                    field + ".name",
                    "Name should not be provided when InferFromVolume is used within the %s matcher"
                            .formatted(matcher));
        }
    }

    /**
     * A revision is one of what was named with it: another name takes another revision, or none.
     */
    static List<Refusal> change(VirtualMachineSpec before, VirtualMachineSpec after) {
        Findings findings = new Findings("spec");
        if (before.instancetype() != null && after.instancetype() != null) {
            changed(
                    INSTANCETYPE,
                    !Objects.equals(before.instancetype().name(), after.instancetype().name()),
                    before.instancetype().revisionName(),
                    after.instancetype().revisionName(),
                    findings);
        }
        if (before.preference() != null && after.preference() != null) {
            changed(
                    PREFERENCE,
                    !Objects.equals(before.preference().name(), after.preference().name()),
                    before.preference().revisionName(),
                    after.preference().revisionName(),
                    findings);
        }
        return findings.refusals();
    }

    private static void changed(
            String matcher,
            boolean renamed,
            String revisionBefore,
            String revisionAfter,
            Findings findings) {
        if (renamed
                && Text.isPresent(revisionBefore)
                && Objects.equals(revisionBefore, revisionAfter)) {
            findings.unprefixed(
                    Cause.INVALID,
                    "spec." + matcher + ".revisionName",
                    "the Matcher Name has been updated without updating the RevisionName");
        }
    }
}
