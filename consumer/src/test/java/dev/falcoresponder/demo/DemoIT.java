package dev.falcoresponder.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DemoIT {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void wholeStoryIsSeenOnTheRealApiServer() throws InterruptedException {
    Servers.requireExecutable(Program.KUBE_APISERVER);

    assertThat(tells(RealCluster::start)).as(this::story).isTrue();

    assertThat(story()).contains("a real Kubernetes API server").doesNotContain("SIMULATOR");
    assertThat(story()).contains("seen: once, on condition that its uid is still");
  }

  @Test
  void wholeStoryIsSeenOnTheSimulatorWhichIsNamedAsSuch() throws InterruptedException {
    assertThat(tells(SimulatedCluster::start)).as(this::story).isTrue();

    assertThat(story()).contains("a SIMULATOR of the Kubernetes API server");
    assertThat(story()).contains("seen: once, on condition that its uid is still");
  }

  private boolean tells(Supplier<Cluster> cluster) throws InterruptedException {
    var narrator = new Narrator(new PrintStream(told, true, UTF_8), false);
    return Demo.run(cluster.get(), narrator, false);
  }

  private String story() {
    return told.toString(UTF_8);
  }
}
