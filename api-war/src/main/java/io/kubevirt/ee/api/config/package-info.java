/** How virt-api runs: MicroProfile Config, keys {@code kubevirt.api.*}. */
package io.kubevirt.ee.api.config;
