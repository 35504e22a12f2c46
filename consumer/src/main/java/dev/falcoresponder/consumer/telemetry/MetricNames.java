package dev.falcoresponder.consumer.telemetry;

/** What all our metrics' names begin with, and the buckets they share. */
final class MetricNames {
  private static final String PREFIX = "falco_responder_";

  private MetricNames() {}

  static String of(String name) {
    return PREFIX + name;
  }

  /** Seconds: from a response at once to one after all retries. */
  static double[] seconds() {
    return new double[] {
      0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900
    };
  }
}
