package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.text.Printable;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the environment. A variable that is empty counts as not set: that is what templates and
 * optional secrets leave behind.
 */
final class Variables {
  private static final Map<String, ConfigKey<?>> KEYS =
      ConfigKeys.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(ConfigKey::variable, Function.identity()));

  /**
   * What Kubernetes adds to every pod's environment for a Service in its namespace, here one whose
   * name begins with falco-responder: {@code _SERVICE_HOST}, {@code _SERVICE_PORT}, the same with a
   * port's name, and {@code _PORT_80_TCP} with {@code _PROTO}, {@code _PORT} and {@code _ADDR}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_[A-Z]+)?)");

  private static final Pattern LINK_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private Variables() {}

  static Given.Source read(Map<String, String> environment) {
    var given = new ArrayList<Given>();
    var problems = new ArrayList<ConfigProblem>();
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          if (!name.startsWith(ConfigKey.PREFIX) || isServiceLink(name, value)) {
            return;
          }
          var key = KEYS.get(name);
          if (key == null) {
            problems.add(unknown(name));
          } else if (!value.isBlank()) {
            given.add(new Given(key, value.strip(), name));
          }
        });
    return new Given.Source(given, problems);
  }

  /**
   * {@code _PORT} alone holds an address in a service link, so that a Service named
   * falco-responder-http does not set http.port.
   */
  private static boolean isServiceLink(String name, String value) {
    return SERVICE_LINK.matcher(name).matches()
        || (name.endsWith("_PORT") && LINK_ADDRESS.matcher(value).matches());
  }

  private static ConfigProblem unknown(String name) {
    return new ConfigProblem(
        Printable.of(name),
        "no such variable",
        NearestName.to(name, KEYS.keySet())
            .map(near -> "did you mean " + near + "?")
            .orElse("remove it, or see config print for those there are"));
  }
}
