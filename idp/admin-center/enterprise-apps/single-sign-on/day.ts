/** A day as the pages write it, `2029-03-01`; UTC. */
export const day = (instant: string): string => instant.slice(0, 10);
