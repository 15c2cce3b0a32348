/** What the load process is asked to do. */
export interface Task {
  port: number;
  /** Path and query of each page to ask for, in turn. */
  paths: string[];
  /** The `Cookie` header, empty for none. */
  cookies: string;
  connections: number;
  /** In ms. */
  duration: number;
}

/** What it answers: pages per second, or why there are none. */
export type Outcome = { rate: number } | { failed: string };
