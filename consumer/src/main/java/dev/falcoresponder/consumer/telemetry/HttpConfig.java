package dev.falcoresponder.consumer.telemetry;

/**
 * Where health and metrics are served.
 *
 * @param address the address to listen on; {@code 0.0.0.0} for all
 * @param port the port; 0 for any that is free
 */
public record HttpConfig(String address, int port) {}
