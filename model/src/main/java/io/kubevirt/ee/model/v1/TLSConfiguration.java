package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.configuration.tlsConfiguration} of a KubeVirt. */
@RecordBuilder
public record TLSConfiguration(
        @ListType("set") List<String> ciphers,
        @OneOf({"VersionTLS10", "VersionTLS11", "VersionTLS12", "VersionTLS13"})
                String minTLSVersion) {}
