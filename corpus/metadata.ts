/** The federation metadata of an Entra tenant, with its byte order mark (entra-saml.md 5.2, 10.6), and with one fault each. */
import { replaceOnce } from '../catalogue/index.ts';
import { toBase64 } from '../certs/certificate.ts';
import { buildEntityDescriptor } from '../idp/index.ts';
import { wire } from '../saml/canonical-writer.ts';
import { signEnveloped } from '../saml/sign.ts';
import { type CorpusCast, identityOf, type KeyName, names } from './cast.ts';
import { serviceProvider, type WrittenMessage, written } from './written-message.ts';

interface Sample {
  readonly id: string;
  readonly title: string;
  readonly published: readonly KeyName[];
  readonly signedBy: KeyName;
  readonly why: string;
  readonly refused?: true;
  readonly alter?: (xml: string) => string;
}

const takeOver = 'Someone else could sign in as anyone, with a key or at an address of theirs.';

const samples: readonly Sample[] = [
  {
    ...{ id: 'metadata', title: 'as Entra publishes it' },
    ...{ published: ['idp'], signedBy: 'idp', why: 'Entra publishes it.' },
  },
  {
    ...{ id: 'metadata-rollover', title: 'with two certificates, as before a rollover' },
    ...{ published: ['idp', 'idp-second'], signedBy: 'idp' },
    why: 'Both certificates are to be trusted, so that a rollover stops nobody.',
  },
  {
    ...{ id: 'metadata-stranger', title: 'signed by a stranger', refused: true },
    ...{ published: ['stranger'], signedBy: 'stranger', why: takeOver },
  },
  {
    ...{ id: 'metadata-tampered', title: 'with another address in it', refused: true },
    ...{ published: ['idp'], signedBy: 'idp', why: takeOver },
    alter: (xml) => xml.replaceAll(names.idpEndpoint, 'https://attacker.example.test/saml2'),
  },
  {
    ...{ id: 'metadata-entity-id', title: 'with another entityID', refused: true },
    ...{ published: ['idp'], signedBy: 'idp', why: takeOver },
    alter: (xml) =>
      replaceOnce(xml, `entityID="${names.idpEntityId}"`, 'entityID="https://other.example.test/"'),
  },
];

/** @returns the valid documents, then those whose signature does not hold */
export async function metadata(cast: CorpusCast): Promise<WrittenMessage[]> {
  return Promise.all(samples.map((sample) => document(cast, sample)));
}

async function document(cast: CorpusCast, sample: Sample): Promise<WrittenMessage> {
  const { id, title, published, signedBy, why, refused, alter = (xml: string) => xml } = sample;
  const descriptor = buildEntityDescriptor({
    id: cast.idsFor(id)(),
    entityId: names.idpEntityId,
    base: names.idpBase,
    certificates: published.map((name) => toBase64(cast.keys[name].certificate)),
  });
  const signed = await signEnveloped(descriptor, {
    key: identityOf(cast.keys[signedBy]),
    keyInfoPrefix: 'ds',
  });
  return written({
    ...{ id, case: null, kind: 'EntityDescriptor', receiver: 'service-provider', binding: null },
    ...{ folder: 'metadata', title: `Federation metadata ${title}` },
    expected: refused ? 'refuse' : 'accept',
    ...{ acceptedUsers: [], checks: [], severity: null, why, relayState: null },
    basis: ['SAML Metadata 3'],
    xml: `\uFEFF<?xml version="1.0" encoding="utf-8"?>${alter(wire(signed))}`,
    configuration: serviceProvider(null),
  });
}
