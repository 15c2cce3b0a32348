import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ApprovalAnswer } from '../../idp/index.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import type { Sides } from '../seed.ts';

interface ApprovalRouteOptions {
  readonly sides: Pick<Sides, 'directory'>;
  /** Answers with the lab home, which shows the problem. */
  readonly showProblem: (reply: FastifyReply, problem: string) => Promise<FastifyReply>;
}

/** The buttons of the card "Phones and mailboxes". Requires `registerCsrf`. */
export function approvalRoute(
  app: FastifyInstance,
  { sides: { directory }, showProblem }: ApprovalRouteOptions,
): void {
  app.post('/approvals', { preHandler: app.csrfProtection }, async ({ body }, reply) => {
    const fields = new Map(Object.entries((body ?? {}) as Record<string, unknown>));
    try {
      await directory.answerApproval(String(fields.get('id')), answerIn(fields));
    } catch (error) {
      if (error instanceof NotFound)
        return showProblem(
          reply,
          'This request no longer waits for an answer: it was answered, or its time is over. Send another one on the sign-in page.',
        );
      if (error instanceof InvalidInput) return showProblem(reply, problemOf(fields));
      throw error;
    }
    return reply.redirect('/#phones', 303);
  });
}

/** What the pressed button means; the directory refuses anything else. */
function answerIn(fields: ReadonlyMap<string, unknown>): ApprovalAnswer {
  const answer = fields.get('answer');
  const number = fields.get('number');
  if (answer === 'approve' && typeof number === 'string') return { number: digits(number) };
  return answer as ApprovalAnswer;
}

/** NaN for anything but two digits, so that a slip does not deny the sign-in. */
const digits = (typed: string): number =>
  /^\d{2}$/.test(typed.trim()) ? Number(typed) : Number.NaN;

const problemOf = (fields: ReadonlyMap<string, unknown>): string =>
  fields.has('number')
    ? 'Enter the two digits that the sign-in page shows, then select Approve.'
    : 'Choose one of the answers.';
