package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.configuration.apiConfiguration.restClient.rateLimiter} of a KubeVirt and elsewhere.
 */
@RecordBuilder
public record RateLimiter(TokenBucketRateLimiter tokenBucketRateLimiter) {}
