package dev.falcoresponder.consumer.outcome;

/**
 * Why an alert ended as it did, one word: the label in metrics, the field in logs and outcome
 * events. Dead letters have words of their own.
 */
public enum Reason {
  /** No rule matches. */
  NO_RULE,
  /**
   * The alert is not about a pod: a host process, or an audit event of another resource; or it
   * names none, and none was found.
   */
  NO_POD,
  /** Another alert owns the response. */
  CLAIMED,
  /** An earlier delivery of this alert has settled the response. */
  SETTLED_BEFORE,
  /** The pod does not exist. */
  NOT_FOUND,
  /** The pod is terminating, at least as fast as was asked for. */
  TERMINATING,
  /** A pod of that name runs, with another uid. */
  REPLACED,
  /** A pod of that name runs, but started after the alert. */
  STARTED_AFTER_ALERT,
  /** A pod of that name runs, but never had the container in the alert. */
  CONTAINER_UNKNOWN,
  /** The alert names the pod by nothing but its name, and the rule does not accept that. */
  NAME_ONLY,
  /** The namespace is protected by configuration. */
  PROTECTED_NAMESPACE,
  /** The namespace is protected by its label. */
  PROTECTED_LABEL,
  /** A static pod: deleting its mirror would kill nothing. */
  MIRROR_POD,
  /** The pod's priority class is system-critical. */
  SYSTEM_CRITICAL,
  /** The rule leaves pods of that kind of owner alone. */
  OWNER_KIND,
  /** Without a grace, a StatefulSet could run two pods of one name. */
  GRACE_ZERO,
  /** The rule asks for healthy replicas, and nobody counts this pod's. */
  REPLICAS_UNKNOWN,
  /** The rule asks for a person's approval. */
  APPROVAL_REQUIRED,
  /** As many pods were deleted lately as the budget allows. */
  OVER_BUDGET,
  /** Admission in the API server denies the request. */
  ADMISSION_DENIED,
  /** The API server as a whole does not answer. */
  API_SERVER_OUTAGE,
  /** The API server answers, but not to this request now: throttled, or failing inside. */
  API_SERVER_BUSY,
  /** The pod changed between the look at it and its deletion, so it is looked at anew. */
  CHANGED,
  /** Another alert may do yet what an earlier rule wants for this one. */
  CLAIM_IN_FLIGHT,
  /** The claims bucket cannot be reached. */
  CLAIMS_UNREACHABLE,
  /** The bucket of the deletion budget and the approvals cannot be reached. */
  HOLDS_UNREACHABLE,
  /**
   * The pod is older than the alert but its status does not show the container yet; where the alert
   * names no pod, none on its node does.
   */
  STATUS_LAGS,
  /** Fewer healthy replicas would remain now than the rule wants kept. */
  TOO_FEW_HEALTHY,
  /** A guard could not find out. */
  GUARD_CANNOT_TELL,
  /** A defect of this program. */
  UNEXPECTED
}
