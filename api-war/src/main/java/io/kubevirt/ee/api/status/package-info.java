/** Errors as Kubernetes spells them: {@code meta/v1 Status}. */
package io.kubevirt.ee.api.status;
