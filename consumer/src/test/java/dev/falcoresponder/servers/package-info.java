/**
 * Where the real servers of the tests come from, and how they are started, frozen, killed and
 * brought back. Nothing here is a fake: NATS, etcd, the Kubernetes API server and Falcosidekick are
 * the programs themselves.
 *
 * <p>{@link dev.falcoresponder.servers.Servers} finds the programs, {@link
 * dev.falcoresponder.servers.NatsServer} and {@link dev.falcoresponder.servers.ApiServer} run them,
 * {@link dev.falcoresponder.servers.RealServers} gives JUnit tests a shared one, {@link
 * dev.falcoresponder.servers.TcpProxy} spoils the way to them.
 */
@NullMarked
package dev.falcoresponder.servers;

import org.jspecify.annotations.NullMarked;
