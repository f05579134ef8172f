import type { Context } from '../context.ts';
import type { MatchDecision, TicketText } from './clusterer.ts';
import type { DecisionTrace } from './intent.ts';
import { isAudited, type Threshold } from './matching-policy.ts';
import { type NewAssignment, withdrawSecondary } from './write-assignments.ts';

/** A second matter from this probability on. */
const secondaryThreshold = 0.6;

/**
 * What becomes of a ticket: matched when its best candidate is sure enough, else left to a model when there is one, else it waits. Applied here and not in
 * the clusterer, so that it holds for every clusterer. A second matter that was found before goes, unless it is found again.
 */
export function decideMatch(
  context: Pick<Context, 'clusterer' | 'matching' | 'models'>,
  decision: MatchDecision,
  { text, createdAt }: TicketText,
  threshold: Threshold,
): NewAssignment[] {
  const [best] = decision.candidates;
  const hasJudge = context.models !== undefined;
  const common = {
    ticketId: decision.ticketId,
    ...(createdAt === undefined ? {} : { ticketCreatedAt: createdAt }),
  };
  const trace = (code: string, more: Partial<DecisionTrace> = {}): DecisionTrace => ({
    code,
    reason: decision.reason,
    candidates: decision.candidates,
    ...(decision.neighbours === undefined ? {} : { neighbours: decision.neighbours }),
    decidedBy: context.clusterer.name,
    ...(Number.isFinite(threshold.score)
      ? { threshold: threshold.score, certified: threshold.certified }
      : {}),
    ...more,
  });
  if (text === '')
    return alone({
      ...common,
      role: 'primary',
      decision: 'unassigned',
      confidence: 0,
      trace: trace('no-text'),
    });
  if (best === undefined || best.score < threshold.score) {
    const code = hasJudge ? 'asks-model' : best === undefined ? 'too-unlike' : 'ambiguous';
    const confidence = best?.score ?? 0;
    const state = hasJudge ? 'provisional' : 'unassigned';
    return alone({ ...common, role: 'primary', decision: state, confidence, trace: trace(code) });
  }
  const isPicked = isAudited(context.matching, decision.ticketId);
  const picked = isPicked ? { audit: context.matching.auditShare } : {};
  const primary: NewAssignment = {
    ...common,
    role: 'primary',
    intentId: best.intentId,
    decision: isPicked && hasJudge ? 'provisional' : 'matched',
    confidence: best.score,
    trace: trace(isPicked && hasJudge ? 'audit' : 'near-neighbours', picked),
  };
  const { secondary } = decision;
  if (secondary === undefined || secondary.score < secondaryThreshold || secondary.intentId === best.intentId)
    return alone(primary);
  const also: NewAssignment = {
    ...common,
    role: 'secondary',
    intentId: secondary.intentId,
    decision: 'matched',
    confidence: secondary.score,
    trace: trace('near-neighbours', { reason: 'A part of the ticket asks for something else.' }),
  };
  return [primary, also];
}

function alone(primary: NewAssignment): NewAssignment[] {
  return [primary, withdrawSecondary(primary)];
}
