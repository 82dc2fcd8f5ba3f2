/** Conditions and the reasons that conditions and events share, for all programs. */
package io.kubevirt.ee.model.condition;
