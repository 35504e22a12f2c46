package dev.falcoresponder.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A Falco alert as published by Falcosidekick or by hand, without its free text ({@code output} can
 * be rewritten on the way, so nothing may rest on it).
 *
 * @param rule the Falco rule's name, never blank
 * @param priority empty where the publisher sent none that Falco knows
 * @param source the event source; {@code syscall} where none was sent, and for Falcosidekick's
 *     {@code syscalls}
 * @param time when the event happened by the node's clock; empty for a missing or zero time
 * @param hostname the node, or the Falco pod, that saw the event
 * @param tags the Falco rule's tags
 * @param fields the output fields that rules name and those that identify a pod
 */
public record FalcoAlert(
    String rule,
    Optional<Priority> priority,
    String source,
    Optional<Instant> time,
    Optional<String> hostname,
    Set<String> tags,
    OutputFields fields) {
  public FalcoAlert {
    tags = Set.copyOf(tags);
  }
}
