package dev.falcoresponder.violations.decode;

import io.nats.client.Message;

/** Decodes the broker's own type. */
public record Chatty(Message message) {}
