package dev.falcoresponder.consumer.rules;

/** Ends the reading of a file inside this room; {@link YamlReader} turns it into a problem. */
final class YamlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final String what;
  private final String instead;

  YamlRefusedException(int line, String what, String instead) {
    super(what);
    this.line = line;
    this.what = what;
    this.instead = instead;
  }

  int line() {
    return line;
  }

  String what() {
    return what;
  }

  String instead() {
    return instead;
  }
}
