package dev.falcoresponder.model;

import org.jspecify.annotations.Nullable;

/**
 * An outcome event: what came of one action of one rule for one alert. Published on {@link
 * Subjects#outcome(OutcomeKind)} as a JSON object whose keys are the names of these components; all
 * are strings and numbers, so that any JSON library binds it without adapters. Times are RFC 3339
 * in UTC.
 *
 * @param id the same for every repetition of this event; a reader may drop ids that it has seen
 * @param outcome a word of {@link OutcomeKind}: {@code acted}, {@code would-act}, {@code gone},
 *     {@code stale} or {@code refused}
 * @param reason why, one upper-case word; {@code null} where the outcome says it all
 * @param detail why, in a sentence for a person
 * @param action what was to be done, for example {@code kubernetes:terminate}
 * @param rule the response rule that asked for it
 * @param falcoRule the Falco rule in the alert
 * @param priority the alert's priority as Falco writes it
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param podUid the pod's uid, once known
 * @param containerId the container id in the alert
 * @param stream the stream the alert was read from
 * @param sequence the alert's sequence in that stream
 * @param publishedAt when the broker stored the alert
 * @param alertTime when the event happened, as the alert says
 * @param settledAt when the outcome was reached
 * @param attempts how often the action was tried, from 1
 * @param replica the replica that settled it
 */
public record ResponseOutcome(
    String id,
    String outcome,
    @Nullable String reason,
    @Nullable String detail,
    String action,
    String rule,
    String falcoRule,
    @Nullable String priority,
    String namespace,
    String pod,
    @Nullable String podUid,
    @Nullable String containerId,
    String stream,
    long sequence,
    String publishedAt,
    @Nullable String alertTime,
    String settledAt,
    int attempts,
    String replica) {}
