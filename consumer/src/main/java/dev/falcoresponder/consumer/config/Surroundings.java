package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.Reading.Value;
import dev.falcoresponder.consumer.config.Reading.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Where the program runs.
 *
 * @param variables the environment
 * @param namespaceFile where Kubernetes tells a pod its namespace
 */
record Surroundings(Map<String, String> variables, Path namespaceFile) {
  /** Mounted into every pod that has a service account's token. */
  static final Path IN_CLUSTER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

  /** Where the manifests put the program. */
  static final String HOME_NAMESPACE = "falco-response";

  static final Pattern REPLICA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  Surroundings {
    variables = Map.copyOf(variables);
  }

  /** The pod's namespace. A file that is there but says nothing must not leave us unprotected. */
  Reading<String> ownNamespace() {
    try {
      return new Value<>(Files.readString(namespaceFile).strip());
    } catch (NoSuchFileException _) {
      return new Value<>(HOME_NAMESPACE);
    } catch (IOException _) {
      return new Wrong<>("cannot be found out, " + namespaceFile + " is there but cannot be read");
    }
  }

  /** The pod's name, which the kubelet sets as host name, or a name that no other replica has. */
  Reading<String> replicaName() {
    var host = variables.getOrDefault("HOSTNAME", "");
    return new Value<>(
        REPLICA.matcher(host).matches()
            ? host
            : "replica-" + Long.toString(ThreadLocalRandom.current().nextLong() >>> 24, 36));
  }
}
