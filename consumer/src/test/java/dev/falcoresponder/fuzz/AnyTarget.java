package dev.falcoresponder.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** All targets as one: the first byte of an input says which of them reads the rest. */
public final class AnyTarget {
  private static final Target[] TARGETS = Target.values();

  private AnyTarget() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      var target = TARGETS[Byte.toUnsignedInt(input[0]) % TARGETS.length];
      target.read(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** Puts the known inputs of all targets into a folder, and returns how many those are. */
  static int seed(Path folder) throws IOException {
    int count = 0;
    for (int choice = 0; choice < TARGETS.length; choice++) {
      for (var corpus : Fuzz.corpora(TARGETS[choice])) {
        for (var input : Fuzz.inputs(corpus)) {
          try (var seed = Files.newOutputStream(folder.resolve("input-" + count++))) {
            seed.write(choice);
            Files.copy(input, seed);
          }
        }
      }
    }
    return count;
  }
}
