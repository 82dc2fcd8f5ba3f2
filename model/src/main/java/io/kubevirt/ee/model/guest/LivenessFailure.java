package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.probe.ProbeVerdict;
import java.util.Optional;

/**
 * A guest that runs and does not do its work, as its liveness probe tells.
 *
 * @param why what came of the last check
 */
record LivenessFailure(String why) {

    static Optional<LivenessFailure> of(GuestView view) {
        return view.observation()
                .flatMap(seen -> seen.probes().liveness())
                .flatMap(
                        verdict ->
                                switch (verdict) {
                                    case ProbeVerdict.Failing(String why) ->
                                            Optional.of(new LivenessFailure(why));
                                    case ProbeVerdict.Untold untold -> Optional.empty();
                                    case ProbeVerdict.Passing passing -> Optional.empty();
                                });
    }

    String message() {
        return "The guest failed its liveness probe and was ended: " + why;
    }
}
