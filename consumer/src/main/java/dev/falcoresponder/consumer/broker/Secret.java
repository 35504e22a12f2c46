package dev.falcoresponder.consumer.broker;

/** Text that must not be seen: prints as stars wherever a record or a log prints it. */
public final class Secret {
  private final String value;

  /** Hides the value. */
  public Secret(String value) {
    this.value = value;
  }

  /** The value, for the one place that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "******";
  }
}
