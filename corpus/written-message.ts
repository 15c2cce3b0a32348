import { certificateFile, type KeyName, names } from './cast.ts';
import type { CorpusEntry } from './format.ts';

/** An entry of the index with the content of its files, by path. */
export interface WrittenMessage {
  readonly entry: CorpusEntry;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** An entry without its files, and what goes into them. */
export interface MessageContent extends Omit<CorpusEntry, 'files'> {
  readonly folder: string;
  readonly xml: string | Uint8Array;
  /** HTTP-POST: the value of the form field; the base64 of `xml` by default. */
  readonly form?: string;
  /** HTTP-Redirect. */
  readonly query?: string;
}

/** Gives the contents of an entry the paths of their files. */
export function written({ folder, xml, form, query, ...entry }: MessageContent): WrittenMessage {
  const path = (ending: string) => `${folder}/${entry.id}.${ending}`;
  const value =
    entry.binding === 'HTTP-POST' ? (form ?? Buffer.from(xml).toString('base64')) : undefined;
  const contents = {
    xml: [path('xml'), xml],
    ...(value !== undefined && { form: [path('b64'), value] }),
    ...(query !== undefined && { query: [path('query'), query] }),
  } satisfies Record<string, [string, string | Uint8Array]>;
  const { xml: xmlFile, form: formFile, query: queryFile } = contents;
  return {
    entry: {
      ...entry,
      files: {
        xml: xmlFile[0],
        ...(formFile && { form: formFile[0] }),
        ...(queryFile && { query: queryFile[0] }),
      },
    },
    files: new Map(Object.values(contents)),
  };
}

/** The tolerance that the cases of the catalogue expect: three minutes. */
const CLOCK_SKEW = 180;

/** A sender as `configuration.trusts` names it. */
export const trust = (entityId: string, ...keys: readonly KeyName[]) => ({
  entityId,
  certificates: keys.map(certificateFile),
});

/** The service provider of the corpus, for a message to one of its addresses. */
export const serviceProvider = (
  endpoint: string | null,
  over: Partial<CorpusEntry['configuration']> = {},
): CorpusEntry['configuration'] => ({
  entityId: names.sp.entityId,
  endpoint,
  now: names.now.toISOString(),
  clockSkewSeconds: CLOCK_SKEW,
  trusts: [trust(names.idpEntityId, 'idp')],
  replyUrls: [],
  pendingRequestId: null,
  allowsUnsolicited: false,
  requiresSignature: 'message',
  ...over,
});

/** The identity provider of the corpus, which knows one application. */
export const identityProvider = (): CorpusEntry['configuration'] => ({
  entityId: names.idpEntityId,
  endpoint: names.idpEndpoint,
  now: names.now.toISOString(),
  clockSkewSeconds: CLOCK_SKEW,
  trusts: [trust(names.sp.entityId, 'sp')],
  replyUrls: [names.sp.acs],
  pendingRequestId: null,
  allowsUnsolicited: false,
  requiresSignature: 'none',
});
