/** A meaningless element that a signature may refer to instead of the right one. */
import { ns } from '../../saml/names.ts';

export const decoyId = '_decoy';

/** @param id of the decoy. */
export const decoyXml = (id: string) =>
  `<d:Decoy xmlns:d="urn:example:decoy" ID="${id}">nothing</d:Decoy>`;

/** In Extensions, before Status, where the schema allows foreign elements (SAML Core 3.2.2). */
export const decoyExtensions = (id: string) =>
  `<samlp:Extensions xmlns:samlp="${ns.protocol}">${decoyXml(id)}</samlp:Extensions>`;
