package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The body of a DELETE. Built with the typed model: the API server ignores a misspelt field without
 * a word, and a deletion whose precondition is misspelt has none.
 */
record DeletionBody(KubernetesSerialization serialization) {
  String of(Deletion deletion) {
    var options =
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(deletion.gracePeriod().toSeconds())
            .withPropagationPolicy("Background")
            .withNewPreconditions()
            .withUid(deletion.uid())
            .withResourceVersion(deletion.resourceVersion().orElse(null))
            .endPreconditions();
    if (deletion.dryRun()) {
      // Belongs here: in the URL the server ignores it as soon as there is a body, and deletes.
      options.withDryRun("All");
    }
    return serialization.asJson(options.build());
  }
}
