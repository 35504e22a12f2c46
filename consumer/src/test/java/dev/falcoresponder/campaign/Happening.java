package dev.falcoresponder.campaign;

import java.time.Instant;

/** Something that the campaign did, in words. */
record Happening(Instant at, String what) {}
