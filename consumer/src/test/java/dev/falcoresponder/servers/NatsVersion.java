package dev.falcoresponder.servers;

/** The two ends of what is supported. Tests against the broker run on both. */
public enum NatsVersion {
  /** The newest release. */
  NEWEST(Program.NATS_SERVER),
  /** 2.9, the oldest supported. */
  FLOOR(Program.NATS_SERVER_FLOOR);

  private final Program program;

  NatsVersion(Program program) {
    this.program = program;
  }

  Program program() {
    return program;
  }
}
