package dev.falcoresponder.consumer.app;

import java.util.Optional;

/** The version of this build. */
public final class Version {
  private Version() {}

  /** The jar's version; {@code development} outside a jar. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
