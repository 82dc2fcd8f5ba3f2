package io.kubevirt.ee.e2e;

/**
 * A VM that runs, and is deleted without much ado: its guest gets no time to shut down.
 *
 * @param guest its one run
 */
record ShortLived(TestVm vm, GuestIdentity guest) {

    private static final String GRACE = "terminationGracePeriodSeconds: ";

    static ShortLived running(String namespace, String name) {
        TestVm vm = TestVm.create(namespace, "vm-first", name, GRACE + "30", GRACE + "0");
        vm.awaitPhase("Running", TestVm.BOOT);
        return new ShortLived(vm, vm.identity());
    }

    void delete() {
        vm.delete();
    }

    void awaitNothingLeft() {
        vm.awaitNothingLeft(guest);
    }

    void deleteWhole() {
        delete();
        awaitNothingLeft();
    }
}
