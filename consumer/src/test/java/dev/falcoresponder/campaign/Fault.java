package dev.falcoresponder.campaign;

import java.util.Random;

/** Something that breaks, and is mended. Each implementation is one sort of it. */
interface Fault {
  /** Breaks it, and returns when it is mended. */
  void strike(Battle battle, Random random);
}
