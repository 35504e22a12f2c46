package dev.falcoresponder.campaign;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the word of a fault, and knows all of them. */
final class FaultWord implements ITypeConverter<FaultKind>, Iterable<String> {
  @Override
  public FaultKind convert(String word) {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no fault \"" + word + "\"; write one of: " + words()));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(FaultKind.values()).map(FaultKind::word).iterator();
  }

  private static String words() {
    return Arrays.stream(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "));
  }
}
