import type { LabOptions } from '../lab-options.ts';

/** Undefined for a lab that is in no PostgreSQL database. */
export const databaseUrlOf = ({ memory, databaseUrl }: LabOptions): string | undefined =>
  memory ? undefined : databaseUrl;
