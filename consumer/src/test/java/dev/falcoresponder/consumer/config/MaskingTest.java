package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  @TempDir Path folder;

  @Test
  void passwordIsInNothingThatIsPrinted() {
    var loaded =
        Loads.loaded("FALCO_RESPONDER_NATS_USER", "me", "FALCO_RESPONDER_NATS_PASSWORD", "s3cret");

    assertThat(loaded.toString()).doesNotContain("s3cret").contains("******");
    assertThat(loaded.effective())
        .contains(new Setting("nats.password", "******", "FALCO_RESPONDER_NATS_PASSWORD"));
  }

  @Test
  void tokenIsInNothingThatIsPrinted() {
    var loaded = Loads.loaded(Loads.file(folder, "nats.token: s3cret\n"));

    assertThat(loaded.toString()).doesNotContain("s3cret").contains("******");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nats://me:s3cret@one:4222", "nats://s3cret@one", "me:s3cret@one"})
  void loginInAUrlIsInNothingThatIsPrinted(String url) {
    var loaded = Loads.loaded("FALCO_RESPONDER_NATS_SERVERS", url);

    assertThat(loaded.toString()).doesNotContain("s3cret");
    assertThat(loaded.effective())
        .contains(
            new Setting("nats.servers", "nats://******@one:4222", "FALCO_RESPONDER_NATS_SERVERS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nats://me:s3cret@",
        "nats://me:s3cret,@one",
        "nats://me:s3cret/@one",
        "nats://me:s3cret ,nats://two",
        "http://me:s3cret@one",
        "nats://me:s3cret@one:99999",
        "nats://me:s3cret@one?tls=s3cret",
        "nats://me:%zzs3cret@one",
        "nats://me:s3cret@one,nats://me:other@two"
      })
  void loginInAUrlThatIsNoneIsInNoProblem(String url) {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_SERVERS", url))
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(line).startsWith("FALCO_RESPONDER_NATS_SERVERS: ").doesNotContain("s3cret"));
  }

  @Test
  void secretOfTheWrongShapeIsInNoProblem() {
    var file = Loads.file(folder, "nats:\n  password: [s3cret]\n  token: {s3cret: s3cret}\n");

    assertThat(Loads.problems(file))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContain("s3cret"));
  }

  @Test
  void secretLosesTheLineBreakThatAFileLeft() {
    var login =
        Loads.loaded("FALCO_RESPONDER_NATS_TOKEN", "s3cret\n").config().connection().login();

    assertThat(login)
        .hasValueSatisfying(
            found -> assertThat(((Login.Token) found).token().reveal()).isEqualTo("s3cret"));
  }
}
