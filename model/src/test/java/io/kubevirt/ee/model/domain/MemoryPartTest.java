package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPartTest {

    private final PartGolden part = new PartGolden(new MemoryPart());

    @Test
    void memoryOfTheGuestIsStatedInBytes() {
        part.assertMatches(
                "guest",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void memoryThatMayGrowHasAddressesForWhatIsNotThereYet() {
        part.assertMatches(
                "max-guest",
                Requests.kvm(
                        """
                        {"memory": {"guest": "1Gi", "maxGuest": "4Gi"}, "devices": {}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1Gi", "512Mi"})
    void noMoreThanThereIsIsNoRoom(String most) {
        part.assertMatches(
                "no-room",
                Requests.kvm(
                        """
                        {"memory": {"guest": "1Gi", "maxGuest": "%s"}, "devices": {}}"""
                                .formatted(most)));
    }

    @Test
    void hugePagesAreOfTheStatedSizeAndCanBeTakenAnew() {
        part.assertMatches(
                "hugepages",
                Requests.emulated(
                        """
                        {"memory": {"guest": "2Gi", "hugepages": {"pageSize": "1Gi"}},
                         "devices": {}}"""));
    }

    @Test
    void aRequestStandsInForMemoryThatIsNotStated() {
        part.assertMatches(
                "request",
                Requests.emulated(
                        """
                        {"resources": {"requests": {"memory": "1Gi"}}, "devices": {}}"""));
    }
}
