package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One log line for each reload, and one for each of the first problems or warnings. A file may hold
 * whatever its writer likes; the encoders of {@link LogSetup} make it safe to print.
 */
public final class ReloadLog implements ReloadListener {
  /** Enough to see what is wrong; {@code rules check} shows all. */
  static final int MOST_PROBLEMS = 20;

  private final Logger log;

  /** Logs under this class's name. */
  public ReloadLog() {
    this(LoggerFactory.getLogger(ReloadLog.class));
  }

  ReloadLog(Logger log) {
    this.log = log;
  }

  @Override
  public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
    log.atInfo()
        .addKeyValue("rules", now.rules())
        .addKeyValue("hash", now.hash())
        .addKeyValue("rulesBefore", before.rules())
        .addKeyValue("hashBefore", before.hash())
        .addKeyValue("warnings", warnings.size())
        .log("rules reloaded");
    tell(Level.WARN, "warning about the rules", warnings);
  }

  @Override
  public void rejected(RuleVersion live, List<Problem> problems) {
    log.atError()
        .addKeyValue("rules", live.rules())
        .addKeyValue("hash", live.hash())
        .addKeyValue("problems", problems.size())
        .log("changed rules rejected, the ones before stay live");
    tell(Level.ERROR, "problem of the rules", problems);
  }

  private void tell(Level level, String message, List<Problem> problems) {
    problems.stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> log.atLevel(level).addKeyValue("problem", problem).log(message));
  }
}
