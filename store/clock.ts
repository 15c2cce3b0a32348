/** Returns the current time. Only the entry point of a site reads the system clock. */
export type Clock = () => Date;
