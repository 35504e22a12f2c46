package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Namespaces that configuration protects, and our own. */
public final class ProtectedNamespaces implements Guard {
  /** A name or pattern as configured, and what it matches. */
  private record Protection(String text, Pattern pattern) {}

  private final List<Protection> protections;

  /** Protects what the configuration names, and the own namespace whatever it names. */
  public ProtectedNamespaces(GuardConfig config) {
    this.protections =
        Stream.concat(config.protectedNamespaces().stream(), Stream.of(config.ownNamespace()))
            .map(text -> new Protection(text, compile(text)))
            .toList();
  }

  @Override
  public String name() {
    return "protected-namespaces";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    return judge(target.pod().ref().namespace());
  }

  /** Judges a namespace by its name alone; needs no cluster. */
  public Verdict judge(String namespace) {
    return protection(namespace)
        .<Verdict>map(by ->
            new Verdict.Objects(
                Reason.PROTECTED_NAMESPACE,
                "namespace "
                    + namespace
                    + " is protected"
                    + (by.equals(namespace) ? "" : " by " + by)))
        .orElseGet(Verdict.Clear::new);
  }

  private Optional<String> protection(String namespace) {
    return protections.stream()
        .filter(protection -> protection.pattern().matcher(namespace).matches())
        .map(Protection::text)
        .findFirst();
  }

  private static Pattern compile(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
