import { type ApplicationDetails, claimsOf, nameIdOf, wireName } from '../../../idp/index.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { Run } from './run.ts';

/** Sets the NameID, and replaces all claims by those of the settings; claims that stay keep their ids. */
export async function applyClaims(
  run: Run,
  app: ApplicationDetails,
  { nameId, claims }: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { id } = app.servicePrincipal;
  if (nameId) {
    const values = {
      nameIdFormat: nameId.format ?? '',
      nameIdSource: sourceOf({ attribute: 'user.userprincipalname', ...nameId }),
    };
    if (JSON.stringify(nameIdOf(app)) !== JSON.stringify(values))
      await run.attempt(
        [...path, 'nameId'],
        () => directory.saveNameId(id, values),
        (property) => inSettings(property).replace('nameIdFormat', 'format'),
      );
  }
  if (!claims) return;
  const before = claimsOf(app).claims;
  const wanted = items(claims, [...path, 'claims']).map(
    ([{ name, namespace = '', ...source }, place]) => ({
      place,
      claim: { name, namespace, source: sourceOf(source) },
    }),
  );
  for (const one of before)
    if (!wanted.some(({ claim }) => wireName(claim) === wireName(one)))
      await directory.removeClaim(id, one.id);
  for (const { claim, place } of wanted) {
    const stored = before.find((one) => wireName(one) === wireName(claim));
    if (JSON.stringify({ id: stored?.id, ...claim }) === JSON.stringify(stored)) continue;
    await run.attempt(place, () => directory.saveClaim(id, claim, stored?.id), inSettings);
  }
}

interface GivenSource {
  readonly attribute?: string | undefined;
  readonly value?: string | undefined;
}

const sourceOf = ({ attribute = '', value }: GivenSource) =>
  value === undefined
    ? { kind: 'attribute' as const, attribute }
    : { kind: 'constant' as const, value };

/** `source.value` of the directory is `value` of the settings. */
const inSettings = (property: string) =>
  property.replace(/^(?:nameIdS|s)ource$/, 'attribute').replace(/^(?:nameIdS|s)ource\./, '');
