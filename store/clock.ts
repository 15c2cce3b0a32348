/** The current time as the caller's clock tells it: code below the entry point of a site never asks the system. */
export type Clock = () => Date;
