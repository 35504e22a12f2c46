package dev.falcoresponder.violations.outcome;

import dev.falcoresponder.violations.guard.Eager;

/** The first room knows a late one. */
public record Hasty(Eager eager) {}
