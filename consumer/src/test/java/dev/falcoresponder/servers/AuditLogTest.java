package dev.falcoresponder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final String REQUEST =
      "{\"verb\":\"delete\",\"user\":%s,\"objectRef\":{\"namespace\":\"shop\",\"name\":\"cart-0\"},"
          + "\"responseStatus\":{\"code\":%d},"
          + "\"requestReceivedTimestamp\":\"2026-11-27T14:52:11.000001Z\"}\n";

  @TempDir private Path folder;

  /** As the server writes it where it does not take the token. */
  @Test
  void whoCannotBeToldHasNoName() throws IOException {
    var log = Files.writeString(folder.resolve("audit.log"), REQUEST.formatted("{}", 401));

    assertThat(new AuditLog(log).deletions("shop"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.user()).isEmpty();
          assertThat(entry.status()).isEqualTo(401);
          assertThat(entry.pod()).isEqualTo("cart-0");
        });
  }

  @Test
  void lineThatIsStillBeingWrittenIsLeftOut() throws IOException {
    var whole = REQUEST.formatted("{\"username\":\"system:admin\"}", 200);
    var log =
        Files.writeString(
            folder.resolve("audit.log"), whole + whole.substring(0, whole.length() / 2));

    assertThat(new AuditLog(log).entries())
        .extracting(AuditLog.Entry::user)
        .containsExactly("system:admin");
  }
}
