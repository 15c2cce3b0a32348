import { Badge, type BadgeTone } from '../../../../web/components/badge.tsx';
import { Card, Disclosure, Facts } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import type { ProvisioningObjectSummary } from '../../../directory/provisioning/logs.ts';

const statuses: Readonly<Record<string, { label: string; tone: BadgeTone }>> = {
  success: { label: 'Success', tone: 'pass' },
  failure: { label: 'Failure', tone: 'fail' },
  skipped: { label: 'Skipped', tone: 'skipped' },
  warning: { label: 'Warning', tone: 'warning' },
};

export function ProvisioningStatus({ status }: { status: string }) {
  const { label, tone } = statuses[status.toLowerCase()] ?? {
    label: status,
    tone: 'neutral' as const,
  };
  return <Badge tone={tone}>{label}</Badge>;
}

/** The steps of the admin center (entra-admin.md 4.5), by Graph's provisioningStepType. */
const stepTitles: Readonly<Record<string, string>> = {
  import: 'Import user or group',
  scoping: 'Determine if it is in scope',
  matching: 'Match between source and target',
  processing: 'Process',
  referenceresolution: 'Resolve references',
  export: 'Perform action',
};

/** The tab "Steps": what was done, in order, each with its details. */
export function StepList({ summary }: { summary: ProvisioningObjectSummary }) {
  return (
    <Card title="Steps" id="steps">
      <ol class="checks">
        {summary.provisioningSteps.map((step, position) => (
          <li
            key={position}
            class="check"
            data-step={step.name}
            data-status={step.status.toLowerCase()}
          >
            <div class="check-head">
              <span class="check-title">
                {step.name === 'TestConnection'
                  ? 'Test connection'
                  : (stepTitles[step.provisioningStepType.toLowerCase()] ??
                    step.provisioningStepType)}
              </span>
              <span class="check-clause">{step.name}</span>
              <ProvisioningStatus status={step.status} />
            </div>
            <p>{step.description}</p>
            {Object.keys(step.details).length > 0 && (
              <Disclosure summary="View details">
                <Facts
                  items={Object.entries(step.details).map(([term, value]) => ({
                    term,
                    value: String(value),
                  }))}
                />
              </Disclosure>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The tab "Modified Properties". */
export function ModifiedProperties({ summary }: { summary: ProvisioningObjectSummary }) {
  return (
    <Card title="Modified properties" id="modifiedProperties">
      <Table
        caption="Modified properties"
        columns={[{ title: 'Target property', breaks: true }, 'Old value', 'New value']}
        rows={summary.modifiedProperties.map(({ displayName, oldValue, newValue }) => [
          <code>{displayName}</code>,
          oldValue ?? <span class="hint">none</span>,
          newValue ?? <span class="hint">none</span>,
        ])}
        empty="None."
      />
    </Card>
  );
}
