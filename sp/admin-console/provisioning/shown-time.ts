/** An instant for people: `2026-01-31 08:00:00 UTC`. @param at ISO 8601, in UTC */
export const shownTime = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;
