/** An instant as people read it, `2026-03-01 08:00:00`; under a heading that says UTC. */
export const shownInstant = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** An instant for people: `2026-01-31 08:00:00 UTC`. @param at ISO 8601, in UTC */
export const shownTime = (at: string): string => `${shownInstant(at)} UTC`;
