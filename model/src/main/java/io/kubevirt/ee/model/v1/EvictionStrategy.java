package io.kubevirt.ee.model.v1;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of a guest whose launcher pod is to leave its node. */
public enum EvictionStrategy {
    /** It ends, as its pod does. */
    NONE("None"),
    /** It is moved; until that can be done, it stays. */
    LIVE_MIGRATE("LiveMigrate"),
    /** It is moved if that can be done, and ends otherwise. */
    LIVE_MIGRATE_IF_POSSIBLE("LiveMigrateIfPossible"),
    /** Somebody else is told, who ends it in his time. */
    EXTERNAL("External");

    private final String value;

    EvictionStrategy(String value) {
        this.value = value;
    }

    /** As the API spells it. */
    public String value() {
        return value;
    }

    /** The one of an instance: none where none is stated. */
    public static EvictionStrategy of(VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.spec())
                .map(VirtualMachineInstanceSpec::evictionStrategy)
                .flatMap(
                        stated ->
                                Arrays.stream(values())
                                        .filter(known -> known.value.equals(stated))
                                        .findFirst())
                .orElse(NONE);
    }
}
