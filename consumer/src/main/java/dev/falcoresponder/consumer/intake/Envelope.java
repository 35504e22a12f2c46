package dev.falcoresponder.consumer.intake;

import java.util.Optional;

/**
 * A message as it came: all that rooms get to see of a {@link Delivery}.
 *
 * @param id the message's identity
 * @param subject the subject it was published on
 * @param payload its bytes
 * @param deliveries how often the broker has delivered it, this time included: from 1
 * @param replay the value of the header {@code Falco-Responder-Replay}, if an operator set one
 */
public record Envelope(
    AlertId id, String subject, Payload payload, long deliveries, Optional<String> replay) {}
