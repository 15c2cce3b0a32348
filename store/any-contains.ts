import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { caseKey } from './case-key.ts';

/** Escapes what LIKE would take for a wildcard. */
const containing = (text: string): string => `%${caseKey(text).replace(/[\\%_]/g, '\\$&')}%`;

/** Whether one of the columns contains the text, in any case of ASCII letters. @param columns as the query names them, `user.mail` */
export function anyContains(text: string, columns: readonly string[]): RawBuilder<SqlBool> {
  const pattern = containing(text.trim());
  const each = columns.map((column) => sql`lower(${sql.ref(column)}) like ${pattern} escape '\\'`);
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}
