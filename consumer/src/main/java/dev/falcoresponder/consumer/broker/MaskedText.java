package dev.falcoresponder.consumer.broker;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text from or about the broker, fit to be printed: user information in addresses is replaced by
 * stars.
 */
public final class MaskedText {
  // Greedy up to the last @ before a slash or a blank: a password may hold an @ that nobody
  // escaped.
  private static final Pattern USER = Pattern.compile("://[^/\\s]*@");

  private MaskedText() {}

  /** The text without user information. */
  public static String of(String text) {
    return USER.matcher(text).replaceAll("://******@");
  }

  /** The addresses, separated by commas, without user information. */
  public static String of(List<URI> servers) {
    return servers.stream().map(server -> of(server.toString())).collect(Collectors.joining(","));
  }

  /** What went wrong, in one line, from the deepest cause that says something. */
  public static String of(Throwable failure) {
    var text = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        text = cause.getMessage();
      }
    }
    return of(text.lines().findFirst().orElse(text));
  }
}
