/** Who calls, on whose behalf, and whether he may: front proxy, caller, access review. */
package io.kubevirt.ee.api.access;
