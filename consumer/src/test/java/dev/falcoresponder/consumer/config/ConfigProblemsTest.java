package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
  private static final Set<String> FREE_TEXT = Set.of("nats.user", "nats.password", "nats.token");

  @TempDir Path folder;

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    var file =
        Loads.file(
            folder,
            """
            nats:
              replicas: 2
              max-agee: 72h
            intake.max-in-hand: many
            http.port: 8080
            http.port: 8081
            retry:
              max-attempts: 100
            """);

    assertThat(Loads.problems(file, "FALCO_RESPONDER_DRY_RUN", "yes"))
        .containsExactly(
            "config.yaml:3: no such key: nats.max-agee; did you mean nats.max-age?",
            "config.yaml:6: http.port is set twice, first in config.yaml:5; keep one of them",
            "config.yaml:2: nats.replicas \"2\" is none of the choices; write 1 or 3 or 5",
            "FALCO_RESPONDER_DRY_RUN: dry-run \"yes\" is neither true nor false; write true or"
                + " false",
            "config.yaml:4: intake.max-in-hand \"many\" is not a whole number, or far too large;"
                + " write a whole number from 1 to 10000",
            "config.yaml:8: dedup.ttl is 15m, but the retries may take 1h54m3s; write 1h54m3s or"
                + " more, or lower retry.max-attempts or retry.first-delay or retry.max-delay or"
                + " nats.request-timeout or kubernetes.connect-timeout or"
                + " kubernetes.request-timeout",
            "config.yaml:8: retry.max-attempts is 100, but retry.max-deliveries is only 50; write"
                + " 50 or less, or raise retry.max-deliveries");
  }

  static Stream<String> variablesThatTakeNoNonsense() {
    return ConfigKeys.ALL.stream()
        .filter(key -> !FREE_TEXT.contains(key.name()))
        .map(ConfigKey::variable);
  }

  @ParameterizedTest
  @MethodSource("variablesThatTakeNoNonsense")
  void nonsenseIsRefusedByEveryKey(String variable) {
    assertThat(Loads.problems(variable, "non sense!"))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).startsWith(variable + ": ").contains("; write "));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_PORT, 65536",
    "HTTP_PORT, -1",
    "HTTP_PORT, 99999999999999999999",
    "INTAKE_MAX_IN_HAND, 0",
    "INTAKE_MAX_IN_HAND, 10001",
    "RETRY_MAX_ATTEMPTS, 0",
    "KUBERNETES_MAX_IN_FLIGHT, 0",
    "NATS_ACK_WAIT, 999ms",
    "NATS_ACK_WAIT, 2h",
    "NATS_ACK_WAIT, 60",
    "NATS_ACK_WAIT, 60 s",
    "NATS_ACK_WAIT, -60s",
    "NATS_ACK_WAIT, 1m60",
    "NATS_MAX_AGE, 0",
    "RULES_RELOAD_INTERVAL, 99ms",
    "RULES_RELOAD_INTERVAL, 2h",
    "RULES_RELOAD_INTERVAL, 2",
    "TARGET_CLOCK_SKEW, 6m",
    "NATS_SUBJECTS, >",
    "NATS_SUBJECTS, *.falco",
    "NATS_SUBJECTS, falco-responder.>",
    "NATS_SUBJECTS, falco-responder",
    "NATS_SUBJECTS, falco.>.x",
    "NATS_SUBJECTS, falco..x",
    "NATS_SUBJECTS, $JS.>",
    "NATS_STREAM, FALCO.X",
    "NATS_CONSUMER, a b",
    "NATS_MODE, streaming",
    "LOG_FORMAT, xml",
    "LOG_LEVEL, loud",
    "KUBERNETES_OWN_NAMESPACE, Falco",
    "GUARD_PROTECTED_NAMESPACES, 'prod,Prod_'",
    "REPLICA_NAME, a/b",
    "NATS_INBOX_PREFIX, _INBOX.>",
    "RULES_FILES, /nonexistent/rules.yaml",
    "NATS_CREDS_FILE, /",
  })
  void valueOutOfItsBoundsIsRefused(String key, String value) {
    assertThat(Loads.problems("FALCO_RESPONDER_" + key, value)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_PORT, 0",
    "HTTP_PORT, 65535",
    "INTAKE_MAX_IN_HAND, 10000",
    "NATS_ACK_WAIT, 1m30s",
    "NATS_ACK_WAIT, ' 60s '",
    "NATS_MODE, JetStream",
    "DRY_RUN, True",
    "NATS_SUBJECTS, falco",
    "NATS_SUBJECTS, falco-responder-test.>",
    "NATS_SUBJECTS, falco.*.shell",
    "DEDUP_CACHE_SIZE, 0",
    "TARGET_CLOCK_SKEW, 0",
    "GUARD_PROTECTED_NAMESPACES, '*'",
    "GUARD_PROTECTED_NAMESPACES, ' a , b-*, '",
  })
  void valueWithinItsBoundsIsTaken(String key, String value) {
    assertThat(Loads.loaded("FALCO_RESPONDER_" + key, value).effective())
        .filteredOn(setting -> setting.origin().equals("FALCO_RESPONDER_" + key))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          natz.servers: x            | no such key: natz.servers; did you mean nats.servers?
          nats.maxAge: 1h            | no such key: nats.maxAge; did you mean nats.max-age?
          nats_max_age: 1h           | no such key: nats_max_age; did you mean nats.max-age?
          natss: {servers: x}        | no such key: natss; did you mean nats?
          dryRun: true               | no such key: dryRun; did you mean dry-run?
          banana: 1                  | no such key: banana; remove it, or see config print for those there are
          dry-run: {really: true}    | dry-run is no single value; write true or false
          dry-run: [true]            | dry-run is no single value; write true or false
          nats: servers              | nats is a group of keys; write its keys, such as nats.ack-wait
          nats.tls: [a]              | nats.tls is a group of keys; write its keys, such as nats.tls.ca-file
          rules.files: [[a]]         | rules.files is no single value; write paths of files that can be read, separated by commas
          '? [a, b] : c'             | a key must be text; write key: value
          just text                  | the file holds no keys; write key: value
          """)
  void structureThatIsNoneIsExplained(String yaml, String line) {
    assertThat(Loads.problems(Loads.file(folder, "# first line\n" + yaml + "\n")))
        .containsExactly("config.yaml:2: " + line);
  }

  @Test
  void fileThatContainsItselfEnds() {
    var file = Loads.file(folder, "nats: &again\n  tls: *again\n");

    assertThat(Loads.problems(file)).isNotEmpty();
  }

  @Test
  void fileThatIsNotYamlIsExplainedWithoutQuotingIt() {
    var file = Loads.file(folder, "dry-run: true\nnats: {password: s3cret\nhttp.port: [\n");

    assertThat(Loads.problems(file))
        .singleElement()
        .asString()
        .matches("config\\.yaml:\\d: not YAML: .*; write key: value")
        .doesNotContain("s3cret");
  }

  @Test
  void secondDocumentIsRefused() {
    assertThat(Loads.problems(Loads.file(folder, "dry-run: true\n---\ndry-run: false\n")))
        .hasSize(1);
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    assertThat(Loads.problems(folder.resolve("config.yaml")))
        .containsExactly("config.yaml: no such file; name a YAML file that can be read");
  }

  @Test
  void folderIsNoFile() {
    assertThat(Loads.problems(folder))
        .containsExactly("config.yaml: the file cannot be read; name a YAML file that can be read");
  }

  @Test
  void fileInAnotherEncodingIsRefused() throws Exception {
    var file =
        Files.write(folder.resolve("config.yaml"), "# ä\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(Loads.problems(file))
        .containsExactly(
            "config.yaml: the file is not text in UTF-8; name a YAML file that can be read");
  }

  @Test
  void fileThatHasNoEndIsNotReadForEver() {
    assertThat(Loads.problems(Path.of("/dev/zero")))
        .singleElement()
        .asString()
        .endsWith(": the file is larger than 1 MiB; name a YAML file that can be read");
  }

  @Test
  void fileThatIsFarTooLargeIsRefused() {
    assertThat(Loads.problems(Loads.file(folder, "# ".repeat(600_000))))
        .containsExactly(
            "config.yaml: the file is larger than 1 MiB; name a YAML file that can be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "nats:\n", "nats.user:\n", "nats: {user: ~}\n"})
  void fileThatSetsNothingIsFine(String yaml) {
    assertThat(Loads.loaded(Loads.file(folder, yaml)).config()).isEqualTo(Loads.loaded().config());
  }

  @Test
  void problemCannotForgeALine() {
    assertThat(Loads.problems("FALCO_RESPONDER_LOG_LEVEL", "x\nFALCO_RESPONDER_A: fine"))
        .containsExactly(
            "FALCO_RESPONDER_LOG_LEVEL: log.level \"x\\nFALCO_RESPONDER_A: fine\" is none of the"
                + " words; write error or warn or info or debug or trace");
  }
}
