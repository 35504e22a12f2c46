package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScratchTest {
  /** Starts a process in a scratch folder, says which, and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String... arguments) throws Exception {
      var scratch = Scratch.create("orphan");
      var child = new ProcessBuilder("sleep", "600").start();
      scratch.enter(child.pid());
      System.out.println(child.pid());
      System.out.println(scratch.path("."));
      child.waitFor();
    }
  }

  @Test
  void childrenAndFilesDoNotOutliveAJvmThatIsKilled() throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var command =
        List.of(java, "-cp", System.getProperty("java.class.path"), Parent.class.getName());
    var parent = new ProcessBuilder(command).start();
    try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8))) {
      var child =
          ProcessHandle.of(Long.parseLong(Objects.requireNonNull(lines.readLine()))).orElseThrow();
      var folder = Path.of(Objects.requireNonNull(lines.readLine()));
      assertThat(child.isAlive()).isTrue();

      parent.destroyForcibly();

      await().until(() -> !child.isAlive() && !Files.exists(folder));
    }
  }

  @Test
  void closedScratchLeavesNothing() {
    var scratch = Scratch.create("closed");
    var file = scratch.write("file", "text");

    scratch.close();

    assertThat(file).doesNotExist();
    assertThat(file.getParent()).doesNotExist();
  }
}
