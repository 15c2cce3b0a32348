import { Card } from '../../web/components/surfaces.tsx';
import type { StartLine } from '../start-line.ts';
import { administrator, application, employee } from '../tutorial.ts';

/** How an application of one's own comes to take Peakon's place, in the admin center's words (entra-admin.md 1.2, 1.5). */
export function OwnServiceProviderCard({ idp }: Pick<StartLine, 'idp'>) {
  const peakon = application.displayName;
  return (
    <Card title="Connect your own service provider" id="own-service-provider">
      <p>
        Each application has a signing certificate and metadata of its own. Those of {peakon} do not
        fit another one: its sign-ins would end in "invalid signature".
      </p>
      <ol>
        <li>
          As {administrator.userPrincipalName}, open{' '}
          <a href={`${idp}/admin/apps/new/own`}>Create your own application</a> and name it.
        </li>
        <li>
          In the application: <b>Single sign-on</b>, <b>SAML</b>, <b>Upload metadata file</b>,{' '}
          <b>Add</b>, <b>Save</b>. Where there is no metadata, enter Identifier and Reply URL under{' '}
          <b>Basic SAML Configuration</b>.
        </li>
        <li>
          <b>Users and groups</b>, <b>Add user/group</b>: assign {employee.email}.
        </li>
        <li>
          Back under <b>Single sign-on</b>, give your service provider this application's{' '}
          <b>App Federation Metadata Url</b>, or the URLs and the certificate that stand there.
        </li>
      </ol>
      <p class="hint">
        Applications that are there already are under{' '}
        <a href={`${idp}/admin/apps`}>Enterprise apps</a>. <code>samlab check</code> signs with the
        certificate of {peakon}: what it checks must trust what{' '}
        <code>samlab check --print-idp-metadata</code> prints.
      </p>
    </Card>
  );
}
