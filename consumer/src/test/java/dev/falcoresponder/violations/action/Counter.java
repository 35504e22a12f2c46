package dev.falcoresponder.violations.action;

/** Counts for everybody. */
public final class Counter {
  private static int count;

  private Counter() {}

  static int next() {
    return ++count;
  }
}
