import { Card } from '../../web/components/surfaces.tsx';
import type { StartLine } from '../start-line.ts';
import { administrator, application, employee } from '../tutorial.ts';

/** How to connect your own service provider in place of Peakon, in the admin center's words (entra-admin.md 1.2, 1.5). */
export function OwnServiceProviderCard({ idp }: Pick<StartLine, 'idp'>) {
  const peakon = application.displayName;
  return (
    <Card title="Connect your own service provider" id="own-service-provider">
      <p>
        Each application has its own signing certificate and metadata. A service provider that is
        configured with those of {peakon} rejects the signatures of any other application.
      </p>
      <ol>
        <li>
          As {administrator.userPrincipalName}, open{' '}
          <a href={`${idp}/admin/apps/new/own`}>Create your own application</a> and name it.
        </li>
        <li>
          In the application: <b>Single sign-on</b>, <b>SAML</b>, <b>Upload metadata file</b>,{' '}
          <b>Add</b>, <b>Save</b>. Without metadata, enter Identifier and Reply URL under{' '}
          <b>Basic SAML Configuration</b>.
        </li>
        <li>
          <b>Users and groups</b>, <b>Add user/group</b>: assign {employee.email}.
        </li>
        <li>
          Back under <b>Single sign-on</b>, give your service provider this application's{' '}
          <b>App Federation Metadata Url</b>, or the URLs and the certificate shown there.
        </li>
      </ol>
      <p class="hint">
        Existing applications are listed under <a href={`${idp}/admin/apps`}>Enterprise apps</a>.{' '}
        <code>samlab check</code> signs with the certificate of {peakon}: the service provider under
        test must trust the metadata that <code>samlab check --print-idp-metadata</code> prints.
      </p>
    </Card>
  );
}
