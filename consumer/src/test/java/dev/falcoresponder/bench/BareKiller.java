package dev.falcoresponder.bench;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** {@link BareDeletions} in a JVM of its own, told line by line. */
final class BareKiller implements Killer {
  private final BareProcess process;
  private final Writer lines;

  BareKiller(BareProcess process) {
    this.process = process;
    this.lines = process.input();
  }

  @Override
  public void kill(Pod pod) {
    var about = pod.getMetadata();
    try {
      lines.write(about.getNamespace() + " " + about.getName() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    try {
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
