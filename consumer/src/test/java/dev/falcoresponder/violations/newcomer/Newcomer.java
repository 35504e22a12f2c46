package dev.falcoresponder.violations.newcomer;

/** In a room that nobody gave a place. */
public record Newcomer(String name) {}
