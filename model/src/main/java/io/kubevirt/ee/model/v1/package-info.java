/**
 * The resources of {@code kubevirt.io/v1} in their full published shape, as records.
 *
 * <p>Field names are those of the JSON; an absent field is null, lists and maps too (see {@link
 * io.kubevirt.ee.model.v1.Absent}). Kubernetes' own types are the client library's.
 */
package io.kubevirt.ee.model.v1;
