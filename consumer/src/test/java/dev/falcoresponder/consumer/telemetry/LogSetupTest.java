package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at the standard streams, which all tests share. */
@Isolated
class LogSetupTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream toOut = new ByteArrayOutputStream();
  private final ByteArrayOutputStream toErr = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void catchStreams() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveStreamsBack() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void programThatRunsLogsToStandardOutput() {
    install(LogConfig.Format.TEXT, LogConfig.Level.INFO, LogSetup.Target.STDOUT);
    context.getLogger("dev.falcoresponder.consumer.X").info("hello");

    assertThat(text(toOut)).endsWith("INFO  hello (dev.falcoresponder.consumer.X)\n");
    assertThat(text(toErr)).isEmpty();
  }

  @Test
  void commandKeepsItsStandardOutputForItsResult() {
    install(LogConfig.Format.TEXT, LogConfig.Level.INFO, LogSetup.Target.STDERR);
    context.getLogger("dev.falcoresponder.consumer.X").info("hello");

    assertThat(text(toErr)).contains("hello");
    assertThat(text(toOut)).isEmpty();
  }

  @Test
  void formatIsTheOneThatWasAskedFor() {
    install(LogConfig.Format.JSON, LogConfig.Level.INFO, LogSetup.Target.STDOUT);
    context.getLogger("dev.falcoresponder.consumer.X").info("hello");

    assertThat(JsonParser.parseString(text(toOut)).getAsJsonObject().get("message").getAsString())
        .isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, ERROR, ERROR",
    "WARN, WARN, WARN",
    "INFO, INFO, WARN",
    "DEBUG, DEBUG, WARN",
    "TRACE, TRACE, DEBUG",
  })
  void librariesAreQuieterThanWe(LogConfig.Level set, String ours, String theirs) {
    install(LogConfig.Format.TEXT, set, LogSetup.Target.STDERR);

    assertThat(context.getLogger("dev.falcoresponder.consumer.X").getEffectiveLevel())
        .hasToString(ours);
    assertThat(context.getLogger("io.nats.X").getEffectiveLevel()).hasToString(theirs);
  }

  @Test
  void secondSetupReplacesTheFirst() {
    install(LogConfig.Format.TEXT, LogConfig.Level.INFO, LogSetup.Target.STDOUT);
    install(LogConfig.Format.TEXT, LogConfig.Level.INFO, LogSetup.Target.STDOUT);
    context.getLogger("dev.falcoresponder.consumer.X").info("hello");

    assertThat(text(toOut).lines()).hasSize(1);
  }

  @Test
  void beforeSetupOnlyErrorsAreLogged() {
    new LogBeforeSetup().configure(context);
    context.getLogger("dev.falcoresponder.consumer.X").warn("quiet");
    context.getLogger("dev.falcoresponder.consumer.X").error("loud");

    assertThat(text(toErr)).contains("loud").doesNotContain("quiet");
  }

  @Test
  void logbackFindsOurStartBeforeAnyFile() {
    assertThat(ServiceLoader.load(Configurator.class))
        .singleElement()
        .isInstanceOf(LogBeforeSetup.class);
  }

  private void install(LogConfig.Format format, LogConfig.Level level, LogSetup.Target target) {
    LogSetup.install(context, new LogConfig(format, level), target);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
