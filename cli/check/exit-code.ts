/** 1: findings; 2: could not run, or not to its end. */
export type ExitCode = 0 | 1 | 2;
