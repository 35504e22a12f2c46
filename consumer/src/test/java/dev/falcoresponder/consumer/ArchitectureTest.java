package dev.falcoresponder.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.falcoresponder.violations.action.Counter;
import dev.falcoresponder.violations.action.Remembering;
import dev.falcoresponder.violations.decode.Chatty;
import dev.falcoresponder.violations.guard.Eager;
import dev.falcoresponder.violations.guard.EagerByReference;
import dev.falcoresponder.violations.guard.Impatient;
import dev.falcoresponder.violations.newcomer.Newcomer;
import dev.falcoresponder.violations.outcome.Hasty;
import dev.falcoresponder.violations.rules.Curious;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final ArchitectureRules RULES =
      new ArchitectureRules("dev.falcoresponder.consumer");
  private static final ArchitectureRules RULES_OF_VIOLATIONS =
      new ArchitectureRules("dev.falcoresponder.violations");

  // Read once for all tests: this is what takes their time.
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(RULES.root());
  private static final JavaClasses VIOLATIONS =
      new ClassFileImporter().importPackages(RULES_OF_VIOLATIONS.root());

  static Stream<Arguments> theProgramKeeps() {
    return rules(RULES);
  }

  @MethodSource
  @ParameterizedTest
  void theProgramKeeps(ArchRule rule) {
    rule.check(PROGRAM);
  }

  static Stream<Arguments> aViolationIsSeen() {
    var rules = RULES_OF_VIOLATIONS;
    return Stream.of(
        argumentSet("a call", rules.onlySettleSpeaksTheLastWord(), Eager.class),
        argumentSet(
            "a method reference", rules.onlySettleSpeaksTheLastWord(), EagerByReference.class),
        argumentSet("more time", rules.onlyKeepAliveAsksForTime(), Impatient.class),
        argumentSet("NATS", rules.natsStaysAtTheBroker(), Chatty.class),
        argumentSet("Kubernetes", rules.kubernetesStaysBehindItsDoor(), Curious.class),
        argumentSet("a typed call", rules.nobodyMakesTypedCalls(), Curious.class),
        argumentSet("a later room", rules.nobodyKnowsALaterRoom(), Hasty.class),
        argumentSet("a room without a place", rules.nobodyKnowsALaterRoom(), Newcomer.class),
        argumentSet("a cycle", rules.roomsAreFreeOfCycles(), Hasty.class),
        argumentSet("a static that is not final", rules.staticsNeverChange(), Counter.class),
        argumentSet("a static that holds state", rules.staticsNeverChange(), Remembering.class));
  }

  @MethodSource
  @ParameterizedTest
  void aViolationIsSeen(ArchRule rule, Class<?> offender) {
    var report = rule.evaluate(VIOLATIONS).getFailureReport();

    assertThat(report.getDetails())
        .anySatisfy(detail -> assertThat(detail).contains(offender.getName()));
  }

  @Test
  void everyRoomOfTheOrderExists() {
    assertThat(ArchitectureRules.ORDER)
        .allSatisfy(room -> assertThat(PROGRAM.containPackage(RULES.root() + "." + room)).isTrue());
  }

  private static Stream<Arguments> rules(ArchitectureRules rules) {
    return Stream.of(
        argumentSet("last word", rules.onlySettleSpeaksTheLastWord()),
        argumentSet("more time", rules.onlyKeepAliveAsksForTime()),
        argumentSet("NATS", rules.natsStaysAtTheBroker()),
        argumentSet("Kubernetes", rules.kubernetesStaysBehindItsDoor()),
        argumentSet("typed calls", rules.nobodyMakesTypedCalls()),
        argumentSet("order", rules.nobodyKnowsALaterRoom()),
        argumentSet("cycles", rules.roomsAreFreeOfCycles()),
        argumentSet("statics", rules.staticsNeverChange()));
  }
}
