/**
 * A simulator of the Kubernetes API server, for the demo on machines that have no real one. It
 * knows pods and namespaces and deletes pods as the real server does; a contract that both are held
 * to says how far.
 */
@NullMarked
package dev.falcoresponder.simulator;

import org.jspecify.annotations.NullMarked;
