import { printable } from '../../text-files/printable.ts';

/** What a terminal shows of a line of the log. Messages contain what requests and servers sent, such as an Identifier or an address. */
export const logLine = ({ site, msg }: Readonly<Record<string, unknown>>): string =>
  `${site}  ${printable(String(msg))}`;
