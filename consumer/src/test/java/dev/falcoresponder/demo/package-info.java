/**
 * The program at work in six scenes, told as they happen, on a real NATS server and, where its
 * binaries are at hand, a real API server. {@link dev.falcoresponder.demo.Demo} is what {@code
 * scripts/demo} runs; every sentence that a scene says it saw was checked first.
 */
@NullMarked
package dev.falcoresponder.demo;

import org.jspecify.annotations.NullMarked;
