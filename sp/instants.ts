/** The current time as the caller's clock tells it; nothing below the door asks the system. */
export type Clock = () => Date;

/** `date` moved by `seconds`, which may be negative. */
export function plusSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
