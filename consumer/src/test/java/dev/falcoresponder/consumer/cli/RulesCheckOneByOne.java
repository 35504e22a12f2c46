package dev.falcoresponder.consumer.cli;

import com.google.gson.Gson;

/** {@code rules check} for one file after the other, by one JVM. */
final class RulesCheckOneByOne {
  static final Gson GSON = new Gson();

  private RulesCheckOneByOne() {}

  /** Prints what was said of each file, as a line of JSON. */
  static void main(String[] files) {
    for (var file : files) {
      System.out.println(GSON.toJson(Typed.typed("rules", "check", file)));
    }
  }
}
