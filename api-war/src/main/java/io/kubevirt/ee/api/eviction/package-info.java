/** Evictions of launcher pods, as by {@code kubectl drain}. */
package io.kubevirt.ee.api.eviction;
