/** Label selectors, as Kubernetes means them. */
package io.kubevirt.ee.model.selector;
