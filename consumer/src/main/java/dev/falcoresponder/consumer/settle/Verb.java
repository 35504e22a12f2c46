package dev.falcoresponder.consumer.settle;

import java.time.Duration;

/** What the broker is told about one delivery. */
public sealed interface Verb {
  /** The verb's name on the wire, for logs and metrics. */
  String word();

  /** Done; nothing was written that a second delivery could repeat. */
  record Ack() implements Verb {
    @Override
    public String word() {
      return "ack";
    }
  }

  /** Done, and worth waiting for the broker's confirmation. */
  record AckSync() implements Verb {
    @Override
    public String word() {
      return "ack-sync";
    }
  }

  /** Again, after the delay. */
  record Nak(Duration delay) implements Verb {
    @Override
    public String word() {
      return "nak";
    }
  }

  /** Nothing is said: the message is a later delivery's to settle. */
  record Leave() implements Verb {
    @Override
    public String word() {
      return "none";
    }
  }

  /** Never again. */
  record Term() implements Verb {
    @Override
    public String word() {
      return "term";
    }
  }
}
