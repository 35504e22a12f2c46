package dev.falcoresponder.consumer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import dev.falcoresponder.consumer.intake.Delivery;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What holds between the rooms below one root package. The root is a parameter so that the rules
 * can be held against deliberate violations, too.
 */
record ArchitectureRules(String root) {
  /** The walk of an alert, and so the order in which rooms may know each other. */
  static final List<String> ORDER =
      List.of(
          "text",
          "outcome",
          "broker",
          "intake",
          "decode",
          "rules",
          "approval",
          "budget",
          "cluster",
          "resolve",
          "dedup",
          "target",
          "guard",
          "action",
          "ledger",
          "redrive",
          "settle",
          "telemetry",
          "announce",
          "pipeline",
          "reload",
          "config",
          "explain",
          "app",
          "cli");

  private static final Set<String> LAST_WORDS = Set.of("ack", "ackSync", "nak", "term");

  ArchRule onlySettleSpeaksTheLastWord() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room("settle"))
        .and()
        .areNotAssignableTo(Delivery.class)
        .should(accessTargetWhere(verbs(LAST_WORDS)))
        .because("an alert is settled once, after its outcome was written down, and by one class");
  }

  ArchRule onlyKeepAliveAsksForTime() {
    return noClasses()
        .that(
            describe(
                "are not KeepAlive", it -> !it.getName().startsWith(root + ".intake.KeepAlive")))
        .should(accessTargetWhere(verbs(Set.of("inProgress"))))
        .because("one clock decides how long an alert stays ours");
  }

  ArchRule natsStaysAtTheBroker() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            rooms("broker", "intake", "resolve", "dedup", "ledger", "redrive", "app", "cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.nats..")
        .because("the rooms answer with values that need no broker to be tested");
  }

  ArchRule kubernetesStaysBehindItsDoor() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms("cluster", "app"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .because("every request to the API server passes the one table of its answers");
  }

  ArchRule nobodyMakesTypedCalls() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
        .because("the kinds that it needs are there for tests only, and not shipped");
  }

  ArchRule nobodyKnowsALaterRoom() {
    return classes()
        .should(new KnowOnlyEarlierRooms(root, ORDER))
        .because("an alert walks in one direction, and so does knowledge");
  }

  ArchRule roomsAreFreeOfCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("rooms that need each other are one room");
  }

  ArchRule staticsNeverChange() {
    return fields()
        .that()
        .areStatic()
        .should(new NeverChange())
        .because(
            "what two alerts share must be handed to them, so that a test can hand them another");
  }

  private static DescribedPredicate<JavaAccess<?>> verbs(Set<String> names) {
    return describe(
        "Delivery's " + names,
        access ->
            access.getTargetOwner().isAssignableTo(Delivery.class)
                && names.contains(access.getTarget().getName()));
  }

  private String[] rooms(String... names) {
    return Stream.of(names).map(this::room).toArray(String[]::new);
  }

  private String room(String name) {
    return root + "." + name + "..";
  }
}
