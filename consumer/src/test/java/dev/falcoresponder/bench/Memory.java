package dev.falcoresponder.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a process holds of the machine's memory. */
final class Memory {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private Memory() {}

  /** Resident memory in MiB; not a number where the system does not tell. */
  static double resident(long pid) {
    var file = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(file)) {
      return Double.NaN;
    }
    try {
      var matcher = RESIDENT.matcher(Files.readString(file));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) / 1024.0 : Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
