package dev.falcoresponder.consumer.budget;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Deletions that count as text: a line that names format and version, then a line for each with its
 * time in milliseconds since 1970, its id, namespace and owner, the oldest first. 55 bytes each.
 */
final class SpendText {
  private static final String HEAD = "falco-responder budget 1";
  private static final Pattern TOKEN = Pattern.compile("[-_A-Za-z0-9]{1,16}");
  private static final int TOKENS = 4;
  private static final int LINE_LENGTH = 55;

  private SpendText() {}

  /** What reading comes to. */
  sealed interface Reading {
    record Read(List<Spend> spends) implements Reading {
      public Read {
        spends = List.copyOf(spends);
      }
    }

    record Garbage(String why) implements Reading {}
  }

  static byte[] write(List<Spend> spends) {
    var text =
        new StringBuilder(HEAD.length() + 1 + spends.size() * LINE_LENGTH)
            .append(HEAD)
            .append('\n');
    for (var spend : spends) {
      text.append(spend.at().toEpochMilli())
          .append(' ')
          .append(spend.id())
          .append(' ')
          .append(spend.namespace())
          .append(' ')
          .append(spend.owner())
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static Reading read(byte[] text) {
    var lines = new String(text, StandardCharsets.US_ASCII).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
      return new Reading.Garbage("its first line is not \"" + HEAD + "\"");
    }
    var spends = new ArrayList<Spend>(lines.size());
    for (var line : lines.subList(1, lines.size())) {
      var tokens = line.split(" ", -1);
      if (tokens.length != TOKENS || !areTokens(tokens)) {
        return new Reading.Garbage("line " + (spends.size() + 2) + " is not of its form");
      }
      try {
        var at = Instant.ofEpochMilli(Long.parseLong(tokens[0]));
        spends.add(new Spend(at, tokens[1], tokens[2], tokens[3]));
      } catch (NumberFormatException | DateTimeException _) {
        return new Reading.Garbage("line " + (spends.size() + 2) + " has no time");
      }
    }
    return new Reading.Read(spends);
  }

  private static boolean areTokens(String... tokens) {
    for (var token : tokens) {
      if (!TOKEN.matcher(token).matches()) {
        return false;
      }
    }
    return true;
  }
}
