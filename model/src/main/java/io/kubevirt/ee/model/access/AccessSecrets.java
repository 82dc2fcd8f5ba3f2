package io.kubevirt.ee.model.access;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.AccessCredential;
import io.kubevirt.ee.model.v1.AccessCredentialSecretSource;
import io.kubevirt.ee.model.v1.SSHPublicKeyAccessCredentialPropagationMethod;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The Secrets that hold keys and passwords. The kubelet puts them into the launcher pod, which is
 * the one place where they are read: no program of ours may read Secrets of users.
 *
 * @param names each once, in the order of the instance
 */
public record AccessSecrets(List<String> names) {

    private static final String DIRECTORY = "/var/run/kubevirt-access/";
    private static final String VOLUME = "access-credential-";
    private static final Pattern OWN_NAME = Pattern.compile(VOLUME + "[0-9]+");

    /** Copies the list. */
    public AccessSecrets {
        names = List.copyOf(names);
    }

    /** Those of an instance. */
    public static AccessSecrets of(VirtualMachineInstanceSpec spec) {
        return new AccessSecrets(
                Absent.list(spec.accessCredentials()).stream()
                        .map(AccessSecrets::secret)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }

    /** The Secrets whose keys are on the instance's seeds of cloud-init's NoCloud. */
    public static List<String> forNoCloud(VirtualMachineInstanceSpec spec) {
        return keys(spec, method -> method.noCloud() != null);
    }

    /** The Secrets whose keys are on the instance's config drives. */
    public static List<String> forConfigDrive(VirtualMachineInstanceSpec spec) {
        return keys(spec, method -> method.configDrive() != null);
    }

    private static List<String> keys(
            VirtualMachineInstanceSpec spec,
            Predicate<SSHPublicKeyAccessCredentialPropagationMethod> way) {
        return Absent.list(spec.accessCredentials()).stream()
                .filter(credential -> credential.sshPublicKey() != null)
                .filter(credential -> way.test(credential.sshPublicKey().propagationMethod()))
                .flatMap(credential -> secret(credential).stream())
                .distinct()
                .toList();
    }

    /** Whether a name is one that such a Secret may have in the pod. */
    public static boolean isOwnName(String nameOrNull) {
        return nameOrNull != null && OWN_NAME.matcher(nameOrNull).matches();
    }

    /** The pod's volume for a Secret; a Secret's name may be longer than a volume's. */
    public String volume(String name) {
        return VOLUME + names.indexOf(name);
    }

    /** Where the Secret is in the launcher's container. */
    public String directory(String name) {
        return DIRECTORY + names.indexOf(name);
    }

    static Optional<String> secret(AccessCredential credential) {
        AccessCredentialSecretSource source =
                credential.sshPublicKey() != null
                        ? credential.sshPublicKey().source().secret()
                        : credential.userPassword() != null
                                ? credential.userPassword().source().secret()
                                : null;
        return Optional.ofNullable(source).map(AccessCredentialSecretSource::secretName);
    }
}
