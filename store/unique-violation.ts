/**
 * The first column of a violated UNIQUE or PRIMARY KEY constraint as `table.column`; empty for any other error. SQLite says `UNIQUE constraint
 * failed: table.column, table.column`, of primary keys too. PostgreSQL gives SQLSTATE 23505, the table, and `Key ("first", second)=(...)`.
 */
export function violatedColumn(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const {
    code,
    table = '',
    detail = '',
  } = error as { code?: string; table?: string; detail?: string };
  if (code !== '23505') return /^UNIQUE constraint failed: ([\w.]+)/.exec(error.message)?.[1] ?? '';
  return `${table}.${/^Key \("?(\w+)/.exec(detail)?.[1] ?? ''}`;
}
