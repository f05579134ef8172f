import { TicketAIError } from '../errors.ts';

/** Something that goes wrong, on plan. */
export interface Fault<Operation extends string = string> {
  /** Which method, e.g. `upsert`; methods of parts are named with their part, e.g. `jobs.finish`. */
  readonly operation: Operation;
  /** Which call of it, from 1. Default: every one. */
  readonly call?: number;
  /**
   * `before` (default): nothing was done. `after`: all was done, but the caller hears of a failure, as when the connection breaks while the
   * reply is on its way.
   */
  readonly when?: 'before' | 'after';
  /** Default: `adapter-failed`, an outage. */
  readonly error?: Error;
}

/** Counts the calls of a port and lets those fail that are planned to. */
export interface FaultPlan {
  /** Runs one call, or what is planned instead. */
  call<Result>(operation: string, work: () => Promise<Result>): Promise<Result>;
  /** The port, its methods under the plan; `part` names it when it is part of another one. */
  wrap<Port extends object>(port: Port, part?: string): Port;
}

/** A plan of faults; each counts its calls from the moment it is made. */
export function planFaults(faults: readonly Fault[]): FaultPlan {
  const calls = new Map<string, number>();

  async function call<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
    const number = (calls.get(operation) ?? 0) + 1;
    calls.set(operation, number);
    const fault = faults.find((each) => each.operation === operation && (each.call ?? number) === number);
    if (fault === undefined) return work();
    if (fault.when === 'after') await work();
    throw fault.error ?? plannedFailure(operation, number);
  }

  function wrap<Port extends object>(port: Port, part = ''): Port {
    return new Proxy(port, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        const operation = `${part}${String(key)}`;
        if (typeof value === 'object' && value !== null && hasMethods(value))
          return wrap(value, `${operation}.`);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          const run = (): unknown => Reflect.apply(value, target, given);
          // What gives no promise (a stream, a part of the port) is not a call that could fail halfway.
          return faults.some((fault) => fault.operation === operation)
            ? call(operation, async () => run())
            : run();
        };
      },
    });
  }
  return { call, wrap };
}

function hasMethods(value: object): boolean {
  return Object.values(value).some((member) => typeof member === 'function');
}

function plannedFailure(operation: string, call: number): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message: `Failed on plan: call ${call} of ${operation}.`,
    context: { reason: 'planned', operation, call },
    isOutage: true,
  });
}
