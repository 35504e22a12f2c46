package dev.falcoresponder.consumer.config;

import static dev.falcoresponder.consumer.config.ProgramKeys.OWN_NAMESPACE;
import static dev.falcoresponder.consumer.config.ResponseKeys.PROTECTED_NAMESPACES;
import static dev.falcoresponder.consumer.config.ResponseKeys.UNPROTECTED_NAMESPACES;

import dev.falcoresponder.consumer.config.Relation.Clash;
import java.util.List;
import java.util.Optional;

/** Taking protection away must be meant: a name that takes nothing away is a mistake. */
final class GuardRelations {
  static final List<Relation> ALL =
      List.of(
          new Relation(
              List.of(UNPROTECTED_NAMESPACES, OWN_NAMESPACE), GuardRelations::ownNamespace),
          new Relation(List.of(UNPROTECTED_NAMESPACES, PROTECTED_NAMESPACES), GuardRelations::both),
          new Relation(
              List.of(UNPROTECTED_NAMESPACES, PROTECTED_NAMESPACES, OWN_NAMESPACE),
              GuardRelations::neither));

  private GuardRelations() {}

  private static Optional<Clash> ownNamespace(Values values) {
    var own = values.get(OWN_NAMESPACE);
    return values.get(UNPROTECTED_NAMESPACES).contains(own)
        ? Optional.of(
            new Clash(
                "guard.unprotected-namespaces names %s, the program's own namespace".formatted(own),
                "remove it, it stays protected"))
        : Optional.empty();
  }

  private static Optional<Clash> both(Values values) {
    return values.get(UNPROTECTED_NAMESPACES).stream()
        .filter(values.get(PROTECTED_NAMESPACES)::contains)
        .findFirst()
        .map(name ->
            new Clash(
                "%s is in both guard.unprotected-namespaces and guard.protected-namespaces"
                    .formatted(name),
                "keep it in one of them"));
  }

  private static Optional<Clash> neither(Values values) {
    return values.get(UNPROTECTED_NAMESPACES).stream()
        .filter(name -> !ProtectedNamespaces.ANYWAY.contains(name))
        .filter(name -> !values.get(PROTECTED_NAMESPACES).contains(name))
        .filter(name -> !values.get(OWN_NAMESPACE).equals(name))
        .findFirst()
        .map(name ->
            new Clash(
                "guard.unprotected-namespaces names %s, which is not protected anyway"
                    .formatted(name),
                "write names out of "
                    + String.join(", ", ProtectedNamespaces.ANYWAY)
                    + ", or remove it"));
  }
}
