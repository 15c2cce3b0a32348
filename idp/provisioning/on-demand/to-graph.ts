import type { OnDemandResult } from './provision-on-demand.ts';

/** Graph, resource type stringKeyStringValuePair: both are JSON as text (entra-admin.md 3.4). */
export function onDemandToGraph({ result, errorCode, errorMessage, summary }: OnDemandResult): {
  key: string;
  value: string;
} {
  const { activityDateTime, durationInMilliseconds } = summary;
  const ended = Date.parse(activityDateTime);
  return {
    key: JSON.stringify({
      result,
      details: { errorCode: errorCode ?? '', errorMessage: errorMessage ?? '' },
    }),
    value: JSON.stringify({
      action: summary.provisioningAction,
      changeId: summary.changeId,
      startTime: new Date(ended - durationInMilliseconds).toISOString(),
      endTime: activityDateTime,
      modifiedProperties: summary.modifiedProperties,
      provisioningSteps: summary.provisioningSteps.map(({ provisioningStepType, ...step }) => ({
        ...step,
        type: `${provisioningStepType.charAt(0).toUpperCase()}${provisioningStepType.slice(1)}`,
        timestamp: activityDateTime,
      })),
      reportableIdentifier: summary.sourceIdentity.id,
      statusInfo: summary.provisioningStatusInfo,
      sourceIdentity: summary.sourceIdentity,
      sourceSystem: summary.sourceSystem,
      targetIdentity: summary.targetIdentity,
      targetSystem: summary.targetSystem,
    }),
  };
}
