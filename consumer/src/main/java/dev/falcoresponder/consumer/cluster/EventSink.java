package dev.falcoresponder.consumer.cluster;

/** Where Kubernetes Events go: a message board, on which nothing that matters may rest. */
public interface EventSink {
  /** What creating an Event comes to. */
  sealed interface Creation {
    /** It is there now. */
    record Created() implements Creation {}

    /** One of its name was there already: it was told before. */
    record AlreadyThere() implements Creation {}

    /** It is not there, or, where no answer came, perhaps is. */
    record Failed(ClusterFailure failure) implements Creation {}
  }

  /** Creates the Event, once; answered by a value within two seconds. */
  Creation create(KubernetesEvent event);
}
