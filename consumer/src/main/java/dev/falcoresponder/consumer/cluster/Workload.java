package dev.falcoresponder.consumer.cluster;

import java.util.Optional;

/**
 * A workload as the API server showed it a moment ago; only what its health is told by.
 *
 * @param owner how its pods refer to it
 * @param controller what controls it in turn, as a Deployment does its ReplicaSets
 * @param version changes whenever anything of the workload is written, its status included
 * @param upToDate whether its controller has seen the newest of what is wanted, so that the counts
 *     are about that
 * @param desired pods wanted
 * @param available pods that are ready and have been for as long as the workload asks, without
 *     those that terminate
 */
public record Workload(
    PodSnapshot.Owner owner,
    Optional<PodSnapshot.Owner> controller,
    String version,
    boolean upToDate,
    int desired,
    int available) {}
