/** Whether a row names another one that is not there (any more): SQLite says `FOREIGN KEY constraint failed`, PostgreSQL gives SQLSTATE 23503. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as { code?: string }).code === '23503' ||
    error.message.startsWith('FOREIGN KEY constraint failed'));
