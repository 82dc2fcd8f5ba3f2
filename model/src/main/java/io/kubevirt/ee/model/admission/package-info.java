/**
 * Which objects enter the cluster, and with which defaults: pure functions behind the webhooks of
 * virt-api. {@link io.kubevirt.ee.model.admission.Admission} is the way in.
 */
package io.kubevirt.ee.model.admission;
