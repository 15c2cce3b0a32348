import { Actions, Button, Checkbox, CsrfField } from '../../../web/components/controls.tsx';
import { Select } from '../../../web/components/field.tsx';
import { Card, Disclosure, MessageBar } from '../../../web/components/surfaces.tsx';
import type { Provisioning } from '../../administration/provisioning.ts';
import {
  type ProvisioningFault,
  provisioningFaults,
} from '../../administration/provisioning-faults.ts';
import type { AdminFrame } from '../admin-page.tsx';
import { page } from './provisioning-heading.tsx';

/** The faults of real servers, in words. */
const faults: Readonly<Record<ProvisioningFault, { label: string; hint: string }>> = {
  string_boolean: {
    label: 'Text "False" counts as true',
    hint: 'Employees who are disabled in the default dialect of Entra stay active.',
  },
  not_found_on_no_match: {
    label: '404 for a search without a match',
    hint: 'Test Connection fails, as Entra searches for someone who does not exist.',
  },
  remove_wipes_group: {
    label: 'Removing one member empties the group',
    hint: 'In the default dialect of Entra, when members are removed by a list.',
  },
  no_create_on_no_match: {
    label: 'No new e-mail address by a value path',
    hint: 'emails[type eq "work"].value is refused with noTarget while there is no such address.',
  },
  slow: { label: 'Every answer takes 61 seconds', hint: 'Entra waits 60 seconds.' },
  too_many_requests: {
    label: '429 for every request',
    hint: 'Too many requests, without Retry-After.',
  },
  html_forbidden: {
    label: 'HTML 403 without User-Agent',
    hint: 'As a firewall does that takes such requests for robots: Entra sends no User-Agent.',
  },
};

/** Groups, the unique identifier, and the faults that are switched on. */
export function SwitchesCard({ frame, saved }: { frame: AdminFrame; saved: Provisioning }) {
  return (
    <Card title="Settings" id="settings">
      {saved.faults.length > 0 && (
        <MessageBar tone="warning" title="This server makes faults on purpose">
          {saved.faults.map((fault) => faults[fault].label).join('; ')}.
        </MessageBar>
      )}
      <form method="post" action={`${page}/settings`}>
        <CsrfField token={frame.csrfToken} />
        <Select
          label="Unique identifier"
          name="uniqueIdentifier"
          value={saved.uniqueIdentifier}
          options={[
            { value: 'email', label: 'E-mail address or user name' },
            { value: 'employeeNumber', label: 'Employee number' },
          ]}
          hint="What the Name ID of a sign-in is compared with."
        />
        <Checkbox
          label="Groups"
          name="groups"
          checked={saved.groups}
          hint="Peakon has no groups. With this on, it is provisioned as a generic SCIM application that has."
        />
        <Disclosure summary="Faults, to practise" open={saved.faults.length > 0}>
          <p>
            Faults of real SCIM servers. Switch one on, and see in the provisioning logs of the
            identity provider what comes of it.
          </p>
          {provisioningFaults.map((fault) => (
            <Checkbox
              key={fault}
              label={faults[fault].label}
              name="faults"
              value={fault}
              checked={saved.faults.includes(fault)}
              hint={faults[fault].hint}
            />
          ))}
        </Disclosure>
        <Actions>
          <Button>Save</Button>
        </Actions>
      </form>
    </Card>
  );
}
