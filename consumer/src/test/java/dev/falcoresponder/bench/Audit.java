package dev.falcoresponder.bench;

import dev.falcoresponder.servers.AuditLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reads the audit log, whose entries appear shortly after the answers they are about. */
final class Audit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);

  private Audit() {}

  /** The deletions in that namespace, once there are at least so many or none more to expect. */
  static List<AuditLog.Entry> deletions(AuditLog log, String namespace, int atLeast) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    var found = log.deletions(namespace);
    while (found.size() < atLeast && System.nanoTime() < until) {
      LockSupport.parkNanos(LOOK.toNanos());
      found = log.deletions(namespace);
    }
    return found;
  }
}
