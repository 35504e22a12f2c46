package dev.falcoresponder.consumer.rules;

/** One kind of action in rule files: its name and its table of parameters. */
sealed interface Actionner permits TerminateActionner {
  /** The name in rule files, {@code category:name}. */
  String name();

  /** Reads the parameters; what is wrong with them becomes a problem, and the default is taken. */
  ActionSpec read(ParameterReader parameters);
}
