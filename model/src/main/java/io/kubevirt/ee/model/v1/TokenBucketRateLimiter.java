package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.configuration.apiConfiguration.restClient.rateLimiter.tokenBucketRateLimiter} of a
 * KubeVirt and elsewhere.
 */
@RecordBuilder
public record TokenBucketRateLimiter(@Required @AnyWidth Long burst, @Required Double qps) {}
