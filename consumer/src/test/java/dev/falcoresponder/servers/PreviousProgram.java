package dev.falcoresponder.servers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program as it was before it was changed last, from the repository's history. */
public final class PreviousProgram {
  private static final Logger log = LoggerFactory.getLogger(PreviousProgram.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int NO_HISTORY = 3;

  private PreviousProgram() {}

  /**
   * The words that run a replica of it, built where it was not. Empty where the history does not go
   * back that far, as in a shallow clone, which the log then says.
   */
  public static Optional<List<String>> replica() {
    var script = Repository.root().resolve("scripts/previous").toString();
    var answer = new Command(List.of(script, "--build"), _ -> {}, PATIENCE).run();
    return switch (answer.exit()) {
      case 0 -> {
        log.info("program before this one: commit {}", answer.stdout().strip());
        yield Optional.of(List.of(script, "run"));
      }
      case NO_HISTORY -> {
        log.warn("{}", answer.stderr().strip());
        yield Optional.empty();
      }
      default -> throw new IllegalStateException(answer.stderr());
    };
  }
}
