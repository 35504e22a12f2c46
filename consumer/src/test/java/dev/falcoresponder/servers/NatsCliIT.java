package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServers.class)
class NatsCliIT {
  private final RealServers servers;

  NatsCliIT(RealServers servers) {
    this.servers = servers;
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void createsAStreamAndReadsItBack(NatsVersion version) {
    var nats = NatsCli.of(servers.nats(version));

    var created = nats.run("stream", "add", "CLI", "--subjects=cli.>", "--defaults");
    var published = nats.run("pub", "--jetstream", "cli.one", "hello");
    var read = nats.run("stream", "get", "CLI", "1");

    assertThat(created.exit()).as(created.stderr()).isZero();
    assertThat(published.exit()).as(published.stderr()).isZero();
    assertThat(read.stdout()).contains("hello");
  }

  @Test
  void failureShowsInTheExitCode() {
    var answer =
        NatsCli.of(servers.nats(NatsVersion.NEWEST)).run("stream", "info", "NO_SUCH_STREAM");

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.stdout() + answer.stderr()).contains("nats: error:");
  }

  @Test
  void testsOfOneJvmShareAServer(NatsServer nats) {
    assertThat(nats.port()).isEqualTo(servers.nats(NatsVersion.NEWEST).port());
  }
}
