package dev.falcoresponder.servers;

import org.testcontainers.DockerClientFactory;

/** Whether containers can be had. */
final class Docker {
  private Docker() {}

  static boolean answers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }
}
