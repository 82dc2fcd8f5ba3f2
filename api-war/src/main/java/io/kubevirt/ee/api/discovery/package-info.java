/** What anybody may ask: which resources there are, the version, whether it works. */
package io.kubevirt.ee.api.discovery;
