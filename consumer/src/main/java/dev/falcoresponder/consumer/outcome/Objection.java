package dev.falcoresponder.consumer.outcome;

/**
 * Why somebody refuses a response.
 *
 * @param reason the word for metrics
 * @param detail a sentence for a person, with the value that was objected to
 */
public record Objection(Reason reason, String detail) {}
