/** What the agent of a node does with one VMI: what the guest needs, and what to do next. */
package io.kubevirt.ee.model.guest;
