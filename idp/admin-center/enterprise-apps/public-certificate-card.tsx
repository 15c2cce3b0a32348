import { Actions, Button } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { AdminForm, faultOf } from '../admin-form.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';

interface PublicCertificateCardProps {
  shell: Shell;
  /** Title of the card, and the command. */
  title: string;
  /** Where the file is posted, as `certificate`. */
  action: string;
  faults: readonly FieldFault[] | undefined;
  /** What the application does with the key of the certificate, as the end of "The public X.509 certificate (.cer) …". */
  use: string;
}

/** Takes a certificate of the application: DER or PEM, without its private key. */
export function PublicCertificateCard(props: PublicCertificateCardProps) {
  const { shell, title, action, faults, use } = props;
  return (
    <Card title={title} id="addCertificate">
      <AdminForm shell={shell} action={action} faults={faults} upload>
        <Field
          label="Certificate"
          name="certificate"
          type="file"
          accept=".cer,.crt,.pem,.der"
          error={faultOf(faults, 'certificate')}
          hint={`The public X.509 certificate (.cer) ${use}, with an RSA key of 2048 bits or more. Never its private key.`}
        />
        <Actions>
          <Button appearance="secondary">{title}</Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}
