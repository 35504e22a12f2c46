package dev.falcoresponder.model;

import org.jspecify.annotations.Nullable;

/**
 * An outcome event: what came of one action of one rule for one alert, or what a person decided
 * about the dead letter that it became. Published on {@link Subjects#outcome(OutcomeKind)} as a
 * JSON object whose keys are the names of these components; all are strings and numbers, so that
 * any JSON library binds it without adapters. Times are RFC 3339 in UTC.
 *
 * <p>A decision has the outcome {@code redriven} or {@code discarded}. It says what the letter
 * says: {@code falcoRule} is empty text, and so are {@code action}, {@code rule}, {@code namespace}
 * and {@code pod} where the alert never came to an action.
 *
 * @param id the same for every repetition of this event; a reader may drop ids that it has seen
 * @param outcome a word of {@link OutcomeKind}: {@code acted}, {@code would-act}, {@code
 *     would-hold}, {@code gone}, {@code stale}, {@code refused}, {@code redriven} or {@code
 *     discarded}
 * @param reason why, one upper-case word; {@code null} where the outcome says it all; of a decision
 *     the letter's {@link DeadLetterReason}
 * @param detail why, in a sentence for a person
 * @param action what was to be done, for example {@code kubernetes:terminate}
 * @param rule the response rule that asked for it
 * @param falcoRule the Falco rule in the alert
 * @param priority the alert's priority as Falco writes it
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param podUid the pod's uid, once known
 * @param containerId the container id in the alert
 * @param stream the stream the alert was read from; of a letter that cannot be read, the stream of
 *     the letters, with the letter's sequence and time
 * @param sequence the alert's sequence in that stream
 * @param publishedAt when the broker stored the alert
 * @param alertTime when the event happened, as the alert says
 * @param settledAt when the outcome was reached
 * @param attempts how often the action was tried, from 1; 0 where a decision is about an alert that
 *     never came to one
 * @param replica the replica that settled it; of a decision the person, as {@code user@host}
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
