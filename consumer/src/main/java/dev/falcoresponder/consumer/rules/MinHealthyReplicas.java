package dev.falcoresponder.consumer.rules;

/** How many healthy replicas an action must leave. */
public sealed interface MinHealthyReplicas {
  /** How many that is of so many desired ones. */
  int of(int desired);

  /** As a rule file has it. */
  String text();

  /** That many, from 1. */
  record Count(int replicas) implements MinHealthyReplicas {
    @Override
    public int of(int desired) {
      return replicas;
    }

    @Override
    public String text() {
      return Integer.toString(replicas);
    }
  }

  /** That much of the desired replicas, from 1 to 100, rounded up. */
  record Percent(int percent) implements MinHealthyReplicas {
    @Override
    public int of(int desired) {
      return Math.toIntExact(Math.ceilDiv((long) desired * percent, 100L));
    }

    @Override
    public String text() {
      return percent + "%";
    }
  }
}
