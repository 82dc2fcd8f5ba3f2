/** The admission webhooks: reviews in, answers out; what is allowed is decided in the model. */
package io.kubevirt.ee.api.admission;
