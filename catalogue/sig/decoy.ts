/** An element of no meaning that a signature may name in place of what it should name. */
import { ns } from '../../saml/names.ts';

export const decoyId = '_decoy';

/** @param id of the decoy. */
export const decoyXml = (id: string) =>
  `<d:Decoy xmlns:d="urn:example:decoy" ID="${id}">nothing</d:Decoy>`;

/** Where the schema allows foreign elements in a Response: before Status (SAML Core 3.2.2). */
export const decoyExtensions = (id: string) =>
  `<samlp:Extensions xmlns:samlp="${ns.protocol}">${decoyXml(id)}</samlp:Extensions>`;
