package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** {@code status.migrationState.sourceState} of a VirtualMachineInstance. */
@RecordBuilder
public record VirtualMachineInstanceMigrationSourceState(
        String domainName,
        String domainNamespace,
        String migrationUID,
        String node,
        Map<String, String> nodeSelectors,
        String persistentStatePVCName,
        String pod,
        String selinuxContext,
        String syncAddress,
        String virtualMachineInstanceUID) {}
