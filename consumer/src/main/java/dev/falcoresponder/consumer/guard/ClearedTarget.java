package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.target.VerifiedTarget;

/**
 * A target that no guard objects to. Only this package can make one, and actions accept nothing
 * else.
 */
public sealed interface ClearedTarget permits Cleared {
  /** What was cleared. */
  VerifiedTarget target();
}
