/**
 * The resources of {@code instancetype.kubevirt.io/v1beta1} in their full published shape, as
 * records.
 */
package io.kubevirt.ee.model.instancetype.v1beta1;
