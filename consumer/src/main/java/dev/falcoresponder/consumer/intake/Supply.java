package dev.falcoresponder.consumer.intake;

import dev.falcoresponder.consumer.broker.QuietLog;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests for alerts fare. Told by the loop, asked by anybody. */
final class Supply {
  private static final Logger LOG = LoggerFactory.getLogger(Supply.class);

  /** Fewer failures in a row are a passing weakness, such as a consumer that moves. */
  private static final int LASTING = 3;

  private final QuietLog quiet = new QuietLog();
  private final AtomicLong errors = new AtomicLong();
  private volatile boolean starved;
  private volatile Optional<String> obstacle = Optional.empty();
  private int inARow;

  /** Alerts came. */
  void delivered() {
    starved = false;
    inARow = 0;
    obstacle = Optional.empty();
  }

  /** Nothing came for as long as was asked for: there is nothing, and all is well. */
  void calm() {
    delivered();
    quiet.reset();
  }

  /** A request ended early and empty, which proves neither that alerts can be had nor the other. */
  void cutShort() {
    starved = true;
  }

  /** A request failed. */
  void failed(String why) {
    starved = true;
    errors.incrementAndGet();
    inARow++;
    if (inARow >= LASTING) {
      obstacle = Optional.of(why);
    }
    if (quiet.worth(why)) {
      LOG.atWarn().addKeyValue("reason", why).log("Alerts cannot be fetched, will keep trying");
    }
  }

  /** Whether the last request failed, or was answered as if there were no consumer. */
  boolean starved() {
    return starved;
  }

  /** Why the last request failed, where those before it did so, too. */
  Optional<String> obstacle() {
    return obstacle;
  }

  /** How many requests failed. */
  long errors() {
    return errors.get();
  }
}
