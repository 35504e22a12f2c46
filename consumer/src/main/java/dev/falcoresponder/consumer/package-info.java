/**
 * The program. An alert walks through the rooms in one direction: {@code intake}, {@code decode},
 * {@code rules}, {@code resolve}, {@code dedup}, {@code target}, {@code guard}, {@code action},
 * {@code ledger}, {@code settle}. Start reading at {@link
 * dev.falcoresponder.consumer.pipeline.AlertPipeline}.
 */
@NullMarked
package dev.falcoresponder.consumer;

import org.jspecify.annotations.NullMarked;
