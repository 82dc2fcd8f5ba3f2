/** Instancetypes and preferences: their webhooks, and machines shown with them applied. */
package io.kubevirt.ee.api.instancetype;
