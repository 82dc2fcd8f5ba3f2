package io.kubevirt.ee.model.guest;

import java.time.Instant;

/** The launcher pod of a guest, seen from its process on the node. */
public sealed interface LauncherState {

    /** It runs and waits for its guest. */
    record Present() implements LauncherState {}

    /** It was told to stop, and wants its guest shut down. */
    record StopRequested(Instant since) implements LauncherState {}

    /** Its process has ended, or never was. */
    record Gone() implements LauncherState {}
}
