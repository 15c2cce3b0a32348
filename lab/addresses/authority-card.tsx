import { X509Certificate } from 'node:crypto';
import { LinkButton } from '../../web/components/controls.tsx';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import { CA_PATH } from './ca-path.ts';

/** The authority of a lab. @param ca its certificate, as PEM. @param of which sites have a certificate from it */
export function AuthorityCard({ ca, lab, of }: { ca: string; lab: string; of: string }) {
  const { subject, fingerprint256, validTo } = new X509Certificate(ca);
  return (
    <Card title="Certificate authority" id="authority">
      <p>
        The certificate of {of} for https is from this authority, which can vouch for the hosts of
        this lab only. No program trusts it by itself: <code>samlab ca --lab {lab}</code> writes it
        to a file and prints the line for each kind of program.
      </p>
      <Facts
        items={[
          { term: 'Name', value: subject.replace('CN=', '') },
          { term: 'Valid until', value: new Date(validTo).toISOString().slice(0, 10) },
          { term: 'SHA-256 fingerprint', value: fingerprint256, copy: true },
        ]}
      />
      <div class="actions">
        <LinkButton href={CA_PATH}>Download ca.pem</LinkButton>
      </div>
    </Card>
  );
}
