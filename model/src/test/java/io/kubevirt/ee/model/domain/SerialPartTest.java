package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class SerialPartTest {

    private final PartGolden part = new PartGolden(new SerialPart());

    @Test
    void theConsoleIsASocketOfTheGuest() {
        part.assertMatches(
                "socket",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void theConsoleCanBeRefused() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"autoattachSerialConsole": false}}"""));
    }

    @Test
    void whatTheGuestSaysCanBeLogged() {
        part.assertMatches(
                "log",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"logSerialConsole": true}}"""));
    }

    @Test
    void aConsoleThatIsNotThereHasNoLog() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices":
                         {"autoattachSerialConsole": false, "logSerialConsole": true}}"""));
    }
}
