package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.dataVolumeTemplates[].spec.source.http} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceHTTP(
        String certConfigMap,
        List<String> extraHeaders,
        List<String> secretExtraHeaders,
        String secretRef,
        @Required String url) {}
