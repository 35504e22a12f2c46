package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that knows no ValidatingAdmissionPolicy, as before Kubernetes 1.30. */
class OldApiServerIT {
  private static final String POLICIES =
      "admissionregistration.k8s.io/v1/validatingadmissionpolicies=false";
  private static final String BINDINGS =
      "admissionregistration.k8s.io/v1/validatingadmissionpolicybindings=false";

  @Test
  void componentAdmissionIsRefusedByNameAndTheRestIsThere(@TempDir Path folder) {
    try (var server =
        ApiServer.builder()
            .flag("--runtime-config=" + POLICIES + "," + BINDINGS)
            .flag("--disable-admission-plugins=ValidatingAdmissionPolicy")
            .start()) {
      var kubectl = Kubectl.of(server, folder);
      var overlay = Overlay.of(kubectl, folder, List.of("admission", "pdb"));

      var answer = kubectl.run("", "apply", "--server-side", "-k", overlay.folder().toString());

      assertThat(answer.exit()).isEqualTo(1);
      assertThat(answer.output())
          .contains("no matches for kind \"ValidatingAdmissionPolicy\" in version");
      assertThat(kubectl.succeed("get", "deployment,pdb", "-n", Overlay.NAMESPACE, "-o", "name"))
          .contains(
              "deployment.apps/falco-responder", "poddisruptionbudget.policy/falco-responder");
    }
  }
}
