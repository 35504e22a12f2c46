package dev.falcoresponder.consumer.decode;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.SuspectPod;
import java.util.Optional;

/**
 * A message that is an alert.
 *
 * @param envelope the message
 * @param alert what it says
 * @param pod the pod it is about; empty for host processes, and for audit events of other resources
 */
public record DecodedAlert(Envelope envelope, FalcoAlert alert, Optional<SuspectPod> pod) {}
