package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.falcoresponder.servers.Located.Missing;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ServersTest {
  private static final Missing MISSING = new Missing(Program.ETCD, "run scripts/servers");

  @Test
  void missingServerFailsTheBuildInCi() {
    assertThatThrownBy(() -> Servers.givenUp(MISSING, true))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("run scripts/servers");
  }

  @Test
  void missingServerAbortsTheTestElsewhere() {
    assertThat(Servers.givenUp(MISSING, false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("run scripts/servers");
  }
}
