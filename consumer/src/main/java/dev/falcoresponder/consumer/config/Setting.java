package dev.falcoresponder.consumer.config;

/**
 * A key with what holds for it.
 *
 * @param key the key's name
 * @param shown the value, secrets masked; empty where nothing is set
 * @param origin {@code file:line}, the environment variable's name, {@code default} or {@code not
 *     set}
 */
public record Setting(String key, String shown, String origin) {}
