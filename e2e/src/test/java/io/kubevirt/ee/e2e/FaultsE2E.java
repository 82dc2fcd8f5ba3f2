package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything beside a guest is killed while it counts; it goes on, answers all the while, and what
 * was asked for meanwhile is done afterwards. One guest for all: whoever harms it fails.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsE2E {

    private static final int ANSWERS = 3;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static Witness witness;

    @BeforeAll
    static void count() throws Exception {
        witness = new Witness(TestVm.create(NAMESPACE.name(), "vm-first", "counts"));
    }

    @AfterAll
    static void end() {
        if (witness != null) {
            witness.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"virt-handler", "virt-libvirtd", "virt-api", "virt-controller"})
    void aGuestCountsOnWhileOneOfOurProgramsIsKilled(String program) {
        ShortLived other = ShortLived.running(NAMESPACE.name(), "deleted-without-" + program);
        Witness.Answer before = witness.answer();

        Set<Long> killed = Programs.killPods(program);
        other.delete();
        witness.awaitAnswers(ANSWERS);

        Programs.awaitBack(program, killed);
        other.awaitNothingLeft();
        witness.hasLivedOnSince(before);
        witness.isReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"containerd", "kubelet"})
    void aGuestCountsOnWhileTheNodesDaemonIsKilled(String daemon) throws Exception {
        ShortLived other = ShortLived.running(NAMESPACE.name(), "deleted-without-" + daemon);
        Witness.Answer before = witness.answer();

        Programs.end(daemon, "KILL");
        try {
            other.delete();
            witness.awaitAnswers(ANSWERS);
        } finally {
            Programs.startAgain();
        }

        other.awaitNothingLeft();
        witness.hasLivedOnSince(before);
        witness.isReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-apiserver", "etcd"})
    void aGuestCountsOnWhileTheControlPlaneIsKilled(String daemon) throws Exception {
        ShortLived other = ShortLived.running(NAMESPACE.name(), "deleted-before-" + daemon);
        Witness.Answer before = witness.answer();

        other.delete();
        Programs.end(daemon, "KILL");
        try {
            witness.awaitAnswers(ANSWERS);
        } finally {
            Programs.startAgain();
        }

        other.awaitNothingLeft();
        witness.hasLivedOnSince(before);
        witness.isReady();
    }

    @Test
    void aGuestCountsOnAfterItsKubeletIsRestarted() throws Exception {
        Witness.Answer before = witness.answer();

        Programs.end("kubelet", "TERM");
        try {
            witness.awaitAnswers(ANSWERS);
        } finally {
            Programs.startAgain();
        }

        ShortLived.running(NAMESPACE.name(), "after-kubelet").deleteWhole();
        witness.hasLivedOnSince(before);
        witness.isReady();
    }

    @Test
    void aStoppedQemuHoldsUpNobodyAndCountsOnWhenItIsLetGoOn() {
        ShortLived other = ShortLived.running(NAMESPACE.name(), "deleted-beside");
        Witness.Answer before = witness.answer();

        Shell.signal("STOP", witness.qemuPid());
        try {
            other.deleteWhole();
            ShortLived.running(NAMESPACE.name(), "made-beside").deleteWhole();
            assertThat(witness.answer().number()).isLessThanOrEqualTo(before.number() + 1);
        } finally {
            Shell.signal("CONT", witness.qemuPid());
        }

        witness.hasLivedOnSince(before);
        witness.isReady();
    }
}
