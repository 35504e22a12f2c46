package dev.falcoresponder.bench;

import java.util.Locale;

/** What is measured. */
enum Scenario {
  /** Many pods, one alert each, all at once. */
  KILL,
  /** Alerts one after the other on an idle system. */
  LATENCY,
  /** Alerts that no rule wants. */
  NOISE,
  /** The same alert again and again. */
  FLOOD,
  /** From exec to ready, and memory at rest. */
  START,
  /** Many rules beside few. */
  RULES,
  /** Replicas that share a burst. */
  REPLICAS,
  /** A million alerts after an outage. */
  BACKLOG,
  /** A full claims bucket beside an empty one. */
  CLAIMS,
  /** Wanted alerts in the midst of unwanted ones. */
  FLOODED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
