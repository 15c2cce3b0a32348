import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import type { IdpContext } from '../context.ts';
import { leadsOutside } from '../gallery/vendor-address.ts';

/** Address of the page between a tile and a Sign on URL of the real Peakon. */
export const outsidePath = '/my-apps/outside';

/** Whether this Sign on URL needs the page in between: the tutorial's literal `https://app.peakon.com/login` does. */
export const leavesTheLab = (
  { lab }: Pick<IdpContext, 'lab'>,
  signOnUrl: string | null | undefined,
): signOnUrl is string => typeof signOnUrl === 'string' && leadsOutside(signOnUrl, lab);

export const outsideTitle = 'This address is outside the lab';

interface OutsideTheLabProps {
  /** Of the application. */
  name: string;
  servicePrincipalId: string;
  signOnUrl: string;
  /** The lab's own address in place of it; absent when there is no lab. */
  instead: string | undefined;
}

/** Says that the Sign on URL is the real Peakon's, and offers the lab's own Peakon. */
export function OutsideTheLab({
  name,
  servicePrincipalId,
  signOnUrl,
  instead,
}: OutsideTheLabProps) {
  return (
    <Card>
      <p>
        The Sign on URL of {name} is an address of the real Peakon, as in the tutorial's text.
        Nothing there knows this tenant:
      </p>
      <Facts items={[{ term: 'Sign on URL', value: <code id="outside">{signOnUrl}</code> }]} />
      {instead !== undefined && (
        <p>
          In this lab, Peakon is at <code>{instead}</code>. Save that as Sign on URL, and this page
          no longer appears.
        </p>
      )}
      <Actions>
        {instead !== undefined && (
          <LinkButton href={instead} appearance="primary" id="instead">
            Open this lab's Peakon
          </LinkButton>
        )}
        <LinkButton href={`/admin/apps/${servicePrincipalId}/single-sign-on/basic`} id="basicSaml">
          Basic SAML Configuration
        </LinkButton>
        <LinkButton href={signOnUrl} appearance="subtle" rel="noreferrer" id="leave">
          Leave the lab
        </LinkButton>
      </Actions>
    </Card>
  );
}
