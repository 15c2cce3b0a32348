/** A task of the load process. */
export interface Task {
  port: number;
  /** Path and query of each page to request, in turn. */
  paths: string[];
  /** The `Cookie` header, empty for none. */
  cookies: string;
  connections: number;
  /** In ms. */
  duration: number;
}

/** The result: pages per second, or the reason of a failure. */
export type Outcome = { rate: number } | { failed: string };
