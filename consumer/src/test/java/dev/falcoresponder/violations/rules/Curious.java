package dev.falcoresponder.violations.rules;

import io.fabric8.kubernetes.client.KubernetesClient;

/** A rule that asks the cluster by itself. */
public record Curious(KubernetesClient client) {}
