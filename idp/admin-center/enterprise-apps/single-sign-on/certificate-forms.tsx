import { Actions, Button } from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { Card, Disclosure } from '../../../../web/components/surfaces.tsx';
import { latestExpiration } from '../../../directory/applications/signing-certificates.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import { day } from '../../shown-instant.ts';
import { type CertificatesProps, certificatesPage } from './certificates-props.ts';

/** "New Certificate". */
export function NewCertificate({ shell, visit, now, broken }: CertificatesProps) {
  const faults = broken?.form === 'new' ? broken.faults : undefined;
  const latest = day(latestExpiration(now).toISOString());
  return (
    <Card title="New Certificate">
      <AdminForm shell={shell} action={visit.path(`${certificatesPage}/new`)} faults={faults}>
        <Field
          label="Expiration Date"
          name="notAfter"
          type="date"
          min={day(now.toISOString())}
          max={latest}
          value={faults ? visit.form.text('notAfter') : latest}
          error={faultOf(faults, 'notAfter')}
          hint="At most three years ahead. It cannot be changed once the certificate is saved."
        />
        <Actions>
          <Button appearance="secondary" id="newCertificate">
            New Certificate
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

/** "Import Certificate": a PFX file. */
export function ImportCertificate({ shell, visit, broken }: CertificatesProps) {
  const faults = broken?.form === 'import' ? broken.faults : undefined;
  return (
    <Card>
      <Disclosure summary="Import Certificate" open={faults !== undefined} id="importCertificate">
        <AdminForm
          shell={shell}
          action={visit.path(`${certificatesPage}/import`)}
          faults={faults}
          upload
        >
          <Field
            label="Certificate"
            name="pfx"
            type="file"
            accept=".pfx,.p12"
            error={faultOf(faults, 'pfx')}
            hint="A PFX file: the certificate together with its private key."
          />
          <Field
            label="PFX Password"
            name="password"
            type="password"
            autocomplete="off"
            error={faultOf(faults, 'password')}
          />
          <Actions>
            <Button appearance="secondary" id="addCertificate">
              Add
            </Button>
          </Actions>
        </AdminForm>
      </Disclosure>
    </Card>
  );
}
