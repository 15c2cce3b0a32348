/**
 * Which of the three sites a page belongs to, or that it is of another identity provider than the tenant's: the mock one of an organization, or the one
 * of `drop-in/`. It picks the accent colour through `<html data-site>`.
 */
export type Site = 'idp' | 'sp' | 'lab' | 'adfs';

/** Shown on every page. */
export const mockLabel = 'Mock – for testing only';
