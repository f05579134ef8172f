import type { OracleWorld } from './oracle-world.ts';

/** How an oracle answers one kind of prompt. Give your own to {@link simulatedOracle} for prompts of your own. */
export interface OracleAnswer {
  /** The instructions the prompt is recognised by; they stand word for word in a system message. */
  readonly instructions: string;
  /** The reply, before it becomes JSON. */
  answer(prompt: string, world: OracleWorld): unknown;
}
