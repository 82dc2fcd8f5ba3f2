package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.AccessCredential;
import io.kubevirt.ee.model.v1.SSHPublicKeyAccessCredential;
import io.kubevirt.ee.model.v1.SSHPublicKeyAccessCredentialPropagationMethod;
import io.kubevirt.ee.model.v1.UserPasswordAccessCredential;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Keys and passwords: one source each, and one way into the guest that exists. */
final class AccessCredentialRule implements Rule {
    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<AccessCredential> all = Absent.list(spec.spec().accessCredentials());
        for (int i = 0; i < all.size(); i++) {
            AccessCredential one = all.get(i);
            String path = "accessCredentials[" + i + "]";
            if ((one.sshPublicKey() == null) == (one.userPassword() == null)) {
                findings.invalid(path, "must be one of sshPublicKey and userPassword");
            }
            if (one.sshPublicKey() != null) {
                key(spec, one.sshPublicKey(), path + ".sshPublicKey", findings);
            }
            if (one.userPassword() != null) {
                password(one.userPassword(), path + ".userPassword", findings);
            }
        }
    }

    private static void key(
            GuestSpec spec, SSHPublicKeyAccessCredential key, String path, Findings findings) {
        if (key.source() == null || key.source().secret() == null) {
            findings.invalid(path + ".source", "must be a secret");
        }
        SSHPublicKeyAccessCredentialPropagationMethod method = key.propagationMethod();
        long ways =
                method == null
                        ? 0
                        : Stream.of(method.configDrive(), method.noCloud(), method.qemuGuestAgent())
                                .filter(Objects::nonNull)
                                .count();
        if (ways != 1) {
            findings.invalid(path + ".propagationMethod", "must be exactly one");
        }
        if (method != null) {
            way(spec, method, path + ".propagationMethod", findings);
        }
    }

    private static void way(
            GuestSpec spec,
            SSHPublicKeyAccessCredentialPropagationMethod method,
            String path,
            Findings findings) {
        if (method.configDrive() != null
                && spec.volumes().stream().allMatch(v -> v.cloudInitConfigDrive() == null)) {
            findings.invalid(path, "needs a cloudInitConfigDrive volume");
        }
        if (method.noCloud() != null
                && spec.volumes().stream().allMatch(v -> v.cloudInitNoCloud() == null)) {
            findings.invalid(path, "needs a cloudInitNoCloud volume");
        }
        if (method.qemuGuestAgent() != null
                && Absent.list(method.qemuGuestAgent().users()).isEmpty()) {
            findings.invalid(path + ".qemuGuestAgent.users", "must name a user");
        }
    }

    private static void password(
            UserPasswordAccessCredential password, String path, Findings findings) {
        if (password.source() == null || password.source().secret() == null) {
            findings.invalid(path + ".source", "must be a secret");
        }
        if (password.propagationMethod() == null
                || password.propagationMethod().qemuGuestAgent() == null) {
            findings.invalid(path + ".propagationMethod", "must be qemuGuestAgent");
        }
    }
}
