package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.Range;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.configuration.migrations} of a KubeVirt.
 *
 * @param bandwidthPerMigration bytes per second
 * @param completionTimeoutPerGiB seconds per GiB
 * @param progressTimeout seconds
 */
@RecordBuilder
public record MigrationConfiguration(
        Boolean allowAutoConverge,
        Boolean allowPostCopy,
        Boolean allowWorkloadDisruption,
        Quantity bandwidthPerMigration,
        Long completionTimeoutPerGiB,
        Boolean disableTLS,
        Boolean matchSELinuxLevelOnMigration,
        @Range(min = 1L, max = 2000000L) Long maxDowntimeMs,
        String network,
        String nodeDrainTaintKey,
        Integer parallelMigrationsPerCluster,
        Integer parallelOutboundMigrationsPerNode,
        Long progressTimeout,
        Boolean unsafeMigrationOverride,
        Long utilityVolumesTimeout) {}
