package dev.falcoresponder.consumer.rules;

/**
 * Where in a rule file something is written.
 *
 * @param file the file as it was named to us
 * @param line from 1
 */
public record Place(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
