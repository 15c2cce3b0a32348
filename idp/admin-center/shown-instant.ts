/** A day as the pages write it, `2029-03-01`; UTC. */
export const day = (instant: string): string => instant.slice(0, 10);

/** `2026-03-01T08:00:00.123Z` as people read it, `2026-03-01 08:00:00`; UTC. */
export const shownInstant = (instant: string): string => `${day(instant)} ${instant.slice(11, 19)}`;
