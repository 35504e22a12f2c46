package dev.falcoresponder.servers;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Makes accounts and their tokens, which a whole cluster's controllers and kubelets would do. */
final class ServiceAccounts {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private ServiceAccounts() {}

  static String token(KubernetesClient client, String namespace, String name) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build())
        .serverSideApply();
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(LIFETIME.toSeconds())
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
