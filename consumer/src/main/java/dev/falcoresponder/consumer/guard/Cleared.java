package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.target.VerifiedTarget;

record Cleared(VerifiedTarget target) implements ClearedTarget {}
