package dev.falcoresponder.servers;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the servers of this JVM to tests: {@code @ExtendWith(SharedServers.class)}, and a parameter
 * of type {@link NatsServer} (the newest), {@link ApiServer} or {@link RealServers} (any) on a
 * constructor, a test or a method around tests.
 */
public final class SharedServers implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == RealServers.class || type == NatsServer.class || type == ApiServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var servers = servers(context);
    var type = parameter.getParameter().getType();
    if (type == NatsServer.class) {
      return servers.nats(NatsVersion.NEWEST);
    }
    return type == ApiServer.class ? servers.apiServer() : servers;
  }

  private static RealServers servers(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedServers.class))
        .computeIfAbsent(RealServers.class, _ -> new RealServers(), RealServers.class);
  }
}
