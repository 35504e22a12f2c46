package dev.falcoresponder.consumer.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The sequence of a dead letter as a person types it. */
final class SequenceText implements ITypeConverter<Long> {
  private static final Pattern SEQUENCE = Pattern.compile("[1-9]\\d{0,17}");

  @Override
  public Long convert(String text) {
    if (!SEQUENCE.matcher(text).matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no sequence; write a number from 1 on, as falco-responder dead-letters list"
              + " shows it under SEQ");
    }
    return Long.valueOf(text);
  }
}
