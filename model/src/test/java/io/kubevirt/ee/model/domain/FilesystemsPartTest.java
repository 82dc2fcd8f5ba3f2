package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import org.junit.jupiter.api.Test;

class FilesystemsPartTest {

    private static final DomainRequest TWO =
            Requests.request(
                    Requests.vmi(
                            """
                            {"memory": {"guest": "128Mi"}, "devices": {"filesystems": [
                               {"name": "settings", "virtiofs": {}},
                               {"name": "account", "virtiofs": {}}]}}""",
                            """
                            [{"name": "account", "serviceAccount": {"serviceAccountName": "a"}},
                             {"name": "settings", "configMap": {"name": "c"}}]""",
                            "[]"),
                    Accelerator.EMULATION);

    private final PartGolden part = new PartGolden(new FilesystemsPart());

    @Test
    void eachFolderIsServedAtASocketUnderItsName() {
        part.assertMatches("two", TWO);
    }

    @Test
    void aGuestWithoutFoldersHasNone() {
        part.assertMatches(
                "none", Requests.emulated("{\"memory\": {\"guest\": \"128Mi\"}, \"devices\": {}}"));
    }

    @Test
    void theGuestsMemoryCanBeMappedByWhoServesThem() {
        new PartGolden(new MemoryPart()).assertMatches("shared", TWO);
    }

    @Test
    void theWholeDomainHasThemAmongItsDevices() {
        Golden.assertMatches("whole/filesystems.xml", DomainXml.of(TWO));
    }

    @Test
    void aFolderThatIsNotServedIsNamed() {
        GuestResources without = GuestResources.bare(1, "s", new StateFiles("n", "t"));
        DomainRequest request = new DomainRequest(TWO.vmi(), "p", without, TWO.settings());

        assertThatThrownBy(() -> new FilesystemsPart().elements(request))
                .hasMessage("filesystem settings was not made ready");
    }
}
