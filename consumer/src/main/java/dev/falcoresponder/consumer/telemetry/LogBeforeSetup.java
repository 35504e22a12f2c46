package dev.falcoresponder.consumer.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * How Logback starts before {@link LogSetup} has been called: errors, for people, on standard
 * error. Commands say themselves, in a sentence, what went wrong. Logback finds this class by the
 * service loader and then looks for no XML file.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogBeforeSetup extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogSetup.install(
        context,
        new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR),
        LogSetup.Target.STDERR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
