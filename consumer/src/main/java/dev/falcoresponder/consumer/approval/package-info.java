/**
 * Whether a person has approved a response that was held. Who may publish alerts cannot approve
 * them: approvals are kept where only operators may write.
 */
@NullMarked
package dev.falcoresponder.consumer.approval;

import org.jspecify.annotations.NullMarked;
