import type { Values } from './values.ts';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  /** Absent with 204. */
  readonly body?: Values | object;
  /** Address of the resource. */
  readonly location?: string;
}
