/**
 * The campaign behind {@code scripts/campaign}: replicas of the program on real servers, alerts
 * about pods, faults, and a checker that compares what was published with who died and what was
 * written down. It sees the program from outside only.
 */
@NullMarked
package dev.falcoresponder.campaign;

import org.jspecify.annotations.NullMarked;
